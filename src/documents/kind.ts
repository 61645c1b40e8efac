/** Which kind of document a file is, by its first bytes and then by its name. Pure. */
import { surelyNoMedia } from '../contract/first-bytes.js';
import type { DocumentKind } from '../contract/documents.js';
import { Problem } from '../http/problem.js';
import { looksLikeText } from '../outside/encodings/looks-like-text.js';

/** This many bytes from the start are enough to tell: a PDF may have up to a kilobyte of something else before it. */
export const KIND_BYTES = 1_024;

/** `bytes`: the file's first `KIND_BYTES`, or all of a shorter file. Throws the problem 415 `not_a_document`. */
export function kindOf(bytes: Uint8Array, filename: string): DocumentKind {
  const beginning = Buffer.from(bytes).toString('latin1');
  if (beginning.includes('%PDF-')) return 'pdf';
  const what = surelyNoMedia(bytes);
  if (what !== null && what !== 'a text file') throw notADocument(what);
  if (!looksLikeText(bytes)) throw notADocument('no text');
  if (/^[^<]{0,10}<(?:!doctype html|html)\b/i.test(beginning) || /\.(?:html?|xhtml)$/i.test(filename)) return 'html';
  return /\.(?:md|markdown|mdx)$/i.test(filename) ? 'markdown' : 'text';
}

const notADocument = (what: string): Problem =>
  new Problem(415, 'not_a_document', `This is ${what}. Give a PDF, or Markdown, plain text or HTML.`);
