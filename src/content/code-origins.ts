/** Where the code of a draft comes from: from slides, from what was said, or from nowhere in the talk. Pure. */
import type { Grounding } from '../contract/grounding.js';
import { SpokenWords } from './checks/said.js';
import { paragraphsOf } from './paragraphs.js';
import { wordsOnSlides } from './picture-notes.js';
import type { Talk } from './talk.js';

const FENCED = /^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1[ \t]*$/gm;

export interface CodeOrigins {
  counts: NonNullable<Grounding['code']>;
  /** The blocks that are the model's own, with where they stand. */
  elsewhere: NonNullable<Grounding['mends']>;
}

/**
 * Tells the fenced blocks of a Markdown draft by where their words are found, nearly as they are: OCR misreads a sign here and there.
 * Undefined where there are none.
 */
export function codeOrigins(
  markdown: string,
  talk: Pick<Talk, 'screenshots' | 'segments'>,
  passages: string[],
): CodeOrigins | undefined {
  const blocks = paragraphsOf(markdown).flatMap(({ index, start, text }) =>
    Array.from(text.matchAll(FENCED), ([, , code = '']) => ({ index, start, code })),
  );
  if (blocks.length === 0) return undefined;
  const onSlides = new SpokenWords(wordsOnSlides(talk.screenshots).join('\n'));
  const said = new SpokenWords([...talk.segments.map(({ text }) => text), ...passages].join('\n'));
  const counts = { onSlides: 0, said: 0, elsewhere: 0 };
  const elsewhere: CodeOrigins['elsewhere'] = [];
  for (const { index, start, code } of blocks) {
    if (onSlides.has(code)) counts.onSlides++;
    else if (said.has(code)) counts.said++;
    else {
      counts.elsewhere++;
      elsewhere.push({ index, start, kind: 'code', was: '', now: null });
    }
  }
  return { counts, elsewhere };
}
