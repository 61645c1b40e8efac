/** Parses a document, in the thread of a sandbox. */
import { readFileSync } from 'node:fs';
import { clean } from '../../contract/text.js';
import { decodeText, UnknownEncoding } from '../encodings/decode-text.js';
import { looksLikeText } from '../encodings/looks-like-text.js';
import { answerFromThread, givenToThread, progressOfThread } from '../sandbox/thread.js';
import { htmlText } from './html.js';
import { pdfText } from './pdf.js';
import type { Parsed, ToParse } from './reader.js';
import { DocumentRefused } from './refusal.js';

/** The longest books have as many. */
const MOST_CHARS = 1_000_000;

answerFromThread(await answer(givenToThread() as ToParse));

async function answer({ path, kind }: ToParse): Promise<Parsed> {
  try {
    const text = clean(await parsed(new Uint8Array(readFileSync(path)), kind));
    if (text.length <= MOST_CHARS) return { text };
    const most = MOST_CHARS.toLocaleString('en');
    return { refused: 'too_long', message: `It has more than ${most} characters. Give the part of it that matters.` };
  } catch (error) {
    if (error instanceof DocumentRefused) return { refused: error.code, message: error.message };
    if (error instanceof UnknownEncoding) return { refused: 'unknown_encoding', message: error.message };
    return { refused: 'unreadable', message: 'It is broken. Export it again.', detail: String(error) };
  }
}

async function parsed(bytes: Uint8Array, kind: ToParse['kind']): Promise<string> {
  // Only its first bytes were looked at when it came: the rest may be something else.
  if (kind !== 'pdf' && !looksLikeText(bytes)) {
    throw new DocumentRefused('unreadable', 'Most of it is no text. Export it again as text.');
  }
  switch (kind) {
    case 'pdf':
      return pdfText(bytes, MOST_CHARS, progressOfThread);
    case 'html':
      return htmlText(bytes);
    case 'markdown':
    case 'text':
      return decodeText(bytes);
  }
}
