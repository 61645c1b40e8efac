/** PDF files, written by hand: pages of lines in Helvetica. ISO 32000-1, section 7.5. */
import { deflateSync } from 'node:zlib';

export interface PdfOptions {
  /** Says that it is encrypted, by a password that nobody knows. */
  encrypted?: boolean;
  /** The content of the only page unpacks to this many bytes of blanks. */
  bombBytes?: number;
}

export function makePdf(pages: string[][], { encrypted = false, bombBytes = 0 }: PdfOptions = {}): Buffer {
  const numbers = pages.map((_, i) => 4 + 2 * i);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((lines, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + 2 * i} 0 R
        /Resources << /Font << /F1 3 0 R >> >> >>`,
      bombBytes > 0 ? bomb(bombBytes) : stream(Buffer.from(contentOf(lines), 'latin1')),
    ]),
    ...(encrypted ? [ENCRYPTION] : []),
  ];
  const chunks = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  for (const [i, object] of objects.entries()) {
    offsets.push(chunks.reduce((sum, { length }) => sum + length, 0));
    chunks.push(Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  }
  const start = chunks.reduce((sum, { length }) => sum + length, 0);
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const ids = `/ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`;
  const encrypt = encrypted ? `/Encrypt ${objects.length} 0 R` : '';
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${ids} ${encrypt} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.concat([
    ...chunks,
    Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`),
  ]);
}

const ENCRYPTION = `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`;

const escaped = (line: string): string => line.replace(/[\\()]/g, '\\$&');

/** Lines 14 points apart; an empty one is a gap. */
const contentOf = (lines: string[]): string =>
  `BT /F1 12 Tf 72 720 Td 14 TL ${lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n')} ET`;

function stream(content: Buffer, filter = ''): Buffer {
  const head = `<< /Length ${content.length} ${filter} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\nendstream')]);
}

const bomb = (bytes: number): Buffer =>
  stream(deflateSync(deflateSync(Buffer.alloc(bytes, ' '))), '/Filter [/FlateDecode /FlateDecode]');
