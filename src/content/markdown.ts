/** Speech as Markdown: nothing in it may become formatting, and links to the talk have one form. */
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

/** `![Screenshot at 0:54](screenshots/18.jpg)`. */
export const screenshotImage = ({ index, atMs }: { index: number; atMs: number }): string =>
  `![Screenshot at ${timestamp(atMs)}](screenshots/${index}.jpg)`;
