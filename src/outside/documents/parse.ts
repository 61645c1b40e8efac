/** The thread in which a document is parsed. It ends with one answer. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { clean } from '../../contract/text.js';
import { decodeText, looksLikeText } from '../decode-text.js';
import { htmlText } from './html.js';
import { pdfText } from './pdf.js';
import type { FromChild, ToParse } from './reader.js';
import { DocumentRefused } from './refusal.js';

/** The longest books have as many. */
const MOST_CHARS = 1_000_000;

const tell = (message: FromChild): void => parentPort?.postMessage(message);
const { path, kind } = workerData as ToParse;

try {
  const text = clean(await parsed(new Uint8Array(readFileSync(path))));
  if (text.length > MOST_CHARS) {
    const most = MOST_CHARS.toLocaleString('en');
    throw new DocumentRefused('too_long', `It has more than ${most} characters. Give the part of it that matters.`);
  }
  tell({ kind: 'result', text });
} catch (error) {
  if (error instanceof DocumentRefused) tell({ kind: 'refused', code: error.code, message: error.message });
  else tell({ kind: 'refused', code: 'unreadable', message: 'It is broken. Export it again.', detail: String(error) });
}

async function parsed(bytes: Uint8Array): Promise<string> {
  // Only its first bytes were looked at when it came: the rest may be something else.
  if (kind !== 'pdf' && !looksLikeText(bytes)) {
    throw new DocumentRefused('unreadable', 'Most of it is no text. Export it again as text.');
  }
  switch (kind) {
    case 'pdf':
      return pdfText(bytes, MOST_CHARS, (share) => tell({ kind: 'progress', share }));
    case 'html':
      return htmlText(bytes);
    case 'markdown':
    case 'text':
      return decodeText(bytes);
  }
}
