/** The text of a PDF. The only file that knows pdf.js, in the form that unpdf packs it. */
import { getDocumentProxy } from 'unpdf';
import { DocumentRefused } from './refusal.js';

const MOST_PAGES = 2_000;
/** Lines that are further apart than this many times their height belong to different paragraphs. */
const PARAGRAPH_GAP = 1.7;

/** What is used of pdf.js: its own types cannot be resolved where unpdf puts them. */
interface Pdf {
  numPages: number;
  getPage(number: number): Promise<Page>;
}
interface Page {
  getTextContent(): Promise<{ items: (Item | { type: string })[] }>;
  cleanup(): void;
}
interface Item {
  str: string;
  /** Its sixth number is the place from the bottom. */
  transform: unknown[];
  height: number;
  hasEOL: boolean;
}

/** Paragraphs with an empty line between them. Throws `DocumentRefused`. `onPage`: told of each, with the share that is read. */
export async function pdfText(bytes: Uint8Array, mostChars: number, onPage: (share: number) => void): Promise<string> {
  const pdf = await opened(bytes);
  if (pdf.numPages > MOST_PAGES) {
    throw new DocumentRefused('too_long', `It has ${pdf.numPages} pages; at most ${MOST_PAGES} are read. Divide it.`);
  }
  const pages: string[] = [];
  let chars = 0;
  for (let number = 1; number <= pdf.numPages && chars <= mostChars; number++) {
    const page = await pdf.getPage(number);
    const text = textOf((await page.getTextContent()).items);
    page.cleanup();
    pages.push(text);
    chars += text.length;
    onPage(number / pdf.numPages);
  }
  return pages.join('\n\n');
}

async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    return (await getDocumentProxy(bytes, { isEvalSupported: false, disableFontFace: true, verbosity: 0 })) as Pdf;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') {
      throw new DocumentRefused('encrypted', 'It is protected by a password. Save it without one, and give that.');
    }
    throw new DocumentRefused('unreadable', 'It is broken, or no PDF at all. Export it again.', { cause: error });
  }
}

/** pdf.js gives runs of letters with their places, and says where a line ends. */
function textOf(items: (Item | { type: string })[]): string {
  let text = '';
  let lastLine: number | null = null;
  for (const item of items) {
    if (!('str' in item)) continue;
    const y = item.transform[5];
    const atStart = text === '' || text.endsWith('\n');
    if (typeof y === 'number' && item.str.trim() !== '') {
      if (atStart && lastLine !== null && lastLine - y > item.height * PARAGRAPH_GAP) text += '\n';
      lastLine = y;
    }
    text += item.str + (item.hasEOL ? '\n' : '');
  }
  // Words that were divided at the end of a line.
  return text.replace(/(\p{Ll})[-\u00ad]\n(?=\p{Ll})/gu, '$1').trim();
}
