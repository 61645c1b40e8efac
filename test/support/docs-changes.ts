/** What docs/extending.md tells people to change, read from its text. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './starter.js';

/** `ts` (or another language): the whole file. `diff`: lines to add and to take away, with lines around them that find the place. */
export interface DocsChange {
  path: string;
  kind: 'file' | 'diff';
  text: string;
}

const PATH = /`((?:src|client|test|docs)\/[^`\s]+\.\w+)`/g;

/**
 * The changes of the section with this title. A block of code is one when the paragraph before it ends in a colon and names
 * a file: the last one it names. Throws when there is no such section, or nothing to do in it.
 */
export async function changesOf(title: string): Promise<DocsChange[]> {
  const text = await readFile(join(ROOT, 'docs', 'extending.md'), 'utf8');
  const section = text.split(/^## /m).find((one) => one.startsWith(`${title}\n`));
  if (section === undefined) throw new Error(`docs/extending.md has no section “${title}”.`);
  const changes = [...section.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm)].flatMap((block): DocsChange[] => {
    const [, indent = '', language, code = ''] = block;
    const before =
      section
        .slice(0, block.index)
        .trimEnd()
        .split(/\n\s*\n/)
        .at(-1) ?? '';
    const path = [...before.matchAll(PATH)].at(-1)?.[1];
    if (path === undefined || !before.endsWith(':')) return [];
    const lines = code.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    return [{ path, kind: language === 'diff' ? 'diff' : 'file', text: lines.join('\n') }];
  });
  if (changes.length === 0) throw new Error(`The section “${title}” of docs/extending.md changes no file.`);
  return changes;
}

/** The text with a diff applied. Lines of `@@` divide the diff into hunks. Throws when a hunk fits nowhere, or in two places. */
export function patched(text: string, diff: string): string {
  return diff.split(/^@@.*\n/m).reduce((so, hunk) => {
    const lines = hunk.replace(/\n$/, '').split('\n');
    const side = (left: string): string =>
      lines
        .filter((line) => line.startsWith(left) || !/^[+-]/.test(line))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    const [old, wanted] = [side('-'), side('+')];
    const places = `\n${so}`.split(`\n${old}`).length - 1;
    if (old === '' || places !== 1) throw new Error(`These lines are there ${places} times instead of once:\n${old}`);
    return `\n${so}`.replace(`\n${old}`, () => `\n${wanted}`).slice(1);
  }, text);
}
