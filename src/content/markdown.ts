/** Speech as Markdown: nothing in it may become formatting, and links to the talk have one form. */
import { altOf } from './references.js';
import type { Talk } from './talk.js';
import { timestamp } from '../transcript/chapters.js';

/** Escapes what Markdown would read as formatting, anywhere or at the start of a line. One line in, one line out. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(?:[#+=-])/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');

/** `[0:53](#t=53)`: whole seconds from the start. */
export const timestampLink = (ms: number): string => `[${timestamp(ms)}](#t=${Math.floor(ms / 1_000)})`;

/** `![Slide: Git hooks](screenshots/18.jpg)`; `Screenshot at 0:54` where it is not known what is on it. */
export const screenshotImage = (shot: Talk['screenshots'][number]): string =>
  `![${escapeMarkdown(altOf(shot))}](screenshots/${shot.index}.jpg)`;
