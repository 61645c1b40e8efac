/** Speech as Markdown: nothing in it may become formatting, and links to the talk have one form. */
import { altOf } from './references.js';
import type { Talk } from './talk.js';
import { timestamp } from '../transcript/chapters.js';

/** Escapes what Markdown would read as formatting, anywhere or at the start of a line. One line in, one line out. */
export const escapeMarkdown = (text: string): string => lineStart(signs(oneLine(text)));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const signs = (text: string): string => text.replace(/[\\`*_[\]<>|~]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&');
const lineStart = (line: string): string => line.replace(/^(?:[#+=-])/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2');

/**
 * What is surely code, wherever it is said: flags, `snake_case`, calls, `camelCase` (and not `macOS`), paths and files (and not what is called
 * so, as `node.js`). What may be a word is none.
 */
const CODE = new RegExp(
  `(?<![\\p{L}\\p{N}_./\\\\-])(?:${[
    '--[a-z][a-z0-9-]+',
    '[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?:\\(\\))?',
    '[A-Za-z][\\w.]*\\(\\)',
    '[a-z]{2,}(?:[A-Z][a-z0-9]+)+',
    '\\.{0,2}/[a-z][\\w.-]*(?:/[\\w.-]*\\w)+',
    '\\.[a-z][\\w-]+/[\\w./-]*\\w',
    '(?!(?:node|next|vue|nuxt|three|d3|express|chart|react|ember|backbone|alpine|p5)\\.js)(?:[\\w-]+/)*[a-z][\\w-]*\\.(?:[cm]?[jt]sx?|json|ya?ml|toml|py|rb|rs|go|java|sql|sh|css|html?|md|env|lock)',
  ].join('|')})(?![\\p{L}\\p{N}_/])`,
  'gu',
);

/** What somebody said as a line of Markdown: escaped, and what is code in code marks. */
export function saidInMarkdown(text: string): string {
  const line = oneLine(text);
  let written = '';
  let at = 0;
  for (const { 0: code, index } of line.matchAll(CODE)) {
    written += `${signs(line.slice(at, index))}\`${code}\``;
    at = index + code.length;
  }
  return lineStart(written + signs(line.slice(at)));
}

/** `[0:53](#t=53)`: whole seconds from the start. */
export const timestampLink = (ms: number): string => `[${timestamp(ms)}](#t=${Math.floor(ms / 1_000)})`;

/** `![Slide: Git hooks](screenshots/18.jpg)`; `Screenshot at 0:54` where it is not known what is on it. */
export const screenshotImage = (shot: Talk['screenshots'][number]): string =>
  `![${escapeMarkdown(altOf(shot))}](screenshots/${shot.index}.jpg)`;
