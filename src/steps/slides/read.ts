/** One picture: what is to be read on it, and what it is. */
import { clip } from '../../contract/clip.js';
import type { Ocr } from '../../outside/ocr/ocr.js';
import type { Box, OcrOutcome } from '../../outside/ocr/read-picture.js';
import { codeArea } from '../../recording/pictures/code.js';
import type { Described } from '../../recording/pictures/describe.js';
import { kindOf, titleOf } from '../../recording/pictures/describe.js';
import { glanceAt } from '../../recording/pictures/glance.js';
import type { TextLine } from '../../recording/pictures/layout.js';
import { inColumns, linesOf } from '../../recording/pictures/layout.js';

/** A page of small print has 4,000. */
const MOST_CHARS = 10_000;

/** `over`: the limit that it ran into, so that nothing was read. */
export interface Seen extends Described {
  over: 'memory' | 'time' | 'crash' | null;
}

/** `grey`: the picture as OCR takes it; `colours`: at a glance. Throws as `Ocr.read` does. */
export async function readPicture(
  ocr: Pick<Ocr, 'read'>,
  { grey, colours }: { grey: string; colours: Uint8Array },
  languages: string,
  signal: AbortSignal,
): Promise<Seen> {
  const glance = glanceAt(colours);
  const seen = await ocr.read(grey, languages, signal);
  if (seen.kind === 'over') {
    const kind = kindOf('', null, null, glance);
    return { kind, text: '', title: null, code: null, over: seen.limit };
  }
  const lines = linesOf(seen);
  const found = codeArea(lines, seen);
  const again = found && (await ocr.read(grey, languages, signal, found.area));
  const code = again && codeIn(again);
  const text = clip(whole(lines, found?.area ?? null, code), MOST_CHARS);
  const kind = kindOf(text, code, found?.kind ?? null, glance);
  const title =
    kind === 'person' ? null : titleOf(outside(lines, code === null ? null : (found?.area ?? null)), seen.height);
  return { kind, text: kind === 'person' ? '' : text, title, code, over: null };
}

function codeIn(seen: OcrOutcome): string | null {
  if (seen.kind === 'over') return null;
  const code = inColumns(seen.blocks.flat()).join('\n').trimEnd();
  return code.trim() === '' ? null : clip(code, MOST_CHARS);
}

/** The lines with the code in their place. */
function whole(lines: TextLine[], area: Box | null, code: string | null): string {
  if (!area || code === null) return lines.map(({ text }) => text).join('\n');
  const rest = outside(lines, area);
  const before = rest.filter(({ top }) => top < area.top);
  const after = rest.filter(({ top }) => top >= area.top);
  return [...before.map(({ text }) => text), code, ...after.map(({ text }) => text)].join('\n');
}

/** The lines whose middle is not in the area. */
function outside(lines: TextLine[], area: Box | null): TextLine[] {
  if (!area) return lines;
  return lines.filter(({ left, right, top, bottom }) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return x < area.left || x > area.right || y < area.top || y > area.bottom;
  });
}
