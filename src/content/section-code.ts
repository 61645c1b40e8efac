/** The code that was shown in a chapter, as it stood on the screen. Pure. */
import type { Chapter } from '../contract/content.js';
import { within } from './offline.js';
import type { Talk } from './talk.js';

/** More of a chapter nobody reads in a post; and a longer file than this was not shown to be read line by line. */
const MOST_BLOCKS = 2;
const MOST_LINES = 40;
/** Of its lines so many are in what was shown later: that file has grown. */
const IN_LATER = 0.6;
/** How blocks are marked by the file's ending, where that is not the mark itself. */
const MARKS: Record<string, string> = { mjs: 'js', cjs: 'js', yml: 'yaml', rs: 'rust', py: 'python', rb: 'ruby' };
const FILE =
  /(?<![\w.])[\w-]+\.(ts|tsx|js|jsx|mjs|cjs|py|rb|rs|go|java|kt|cs|php|sql|sh|css|html|json|ya?ml|toml)(?!\w)/i;

/** Fenced blocks in the order in which they were shown, each file as it was last. Empty where no code was read. */
export function codeIn(chapter: Chapter, { screenshots }: Pick<Talk, 'screenshots'>): string[] {
  const shown = screenshots.flatMap(({ distinct, atMs, seen }) =>
    distinct && within(chapter, atMs) && seen?.code != null ? [{ ...seen, code: seen.code.replace(/\s+$/, '') }] : [],
  );
  const last = shown.filter(({ code }, i) => !shown.slice(i + 1).some((later) => isIn(code, later.code)));
  return last
    .filter(({ code }) => code !== '' && code.split('\n').length <= MOST_LINES)
    .slice(0, MOST_BLOCKS)
    .map(({ kind, code, title, text }) => {
      const ending =
        kind === 'code' ? FILE.exec(`${title ?? ''}\n${text.replace(code, '')}`)?.[1]?.toLowerCase() : null;
      const longest = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([ticks]) => ticks.length));
      const fence = '`'.repeat(longest + 1);
      return `${fence}${ending == null ? '' : (MARKS[ending] ?? ending)}\n${code}\n${fence}`;
    });
}

function isIn(code: string, later: string): boolean {
  const lines = linesOf(code);
  const known = new Set(linesOf(later));
  return lines.length > 0 && lines.filter((line) => known.has(line)).length >= IN_LATER * lines.length;
}

const linesOf = (code: string): string[] =>
  code
    .split('\n')
    .map((line) => line.replace(/\s+/g, ''))
    .filter((line) => line.length > 1);
