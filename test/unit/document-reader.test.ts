/** Documents as text, and files on which no reader should choke. The child process that parses them is the built one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentKind } from '../../src/contract/documents.js';
import { kindOf } from '../../src/documents/kind.js';
import { DocumentReader } from '../../src/outside/documents/reader.js';
import type { SandboxLimits } from '../../src/outside/sandbox/sandbox.js';
import { Sandbox } from '../../src/outside/sandbox/sandbox.js';
import { makePdf } from '../support/pdf.js';
import { builtSandbox } from '../support/tools.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devreel-documents-'));
});
afterAll(() => rm(folder, { recursive: true }));

const WIDE: SandboxLimits = { memoryBytes: 1_000_000_000, cpuMs: 60_000 };

async function read(
  kind: DocumentKind,
  bytes: Uint8Array | string,
  limits = WIDE,
  signal = new AbortController().signal,
): Promise<string> {
  const path = join(folder, 'document');
  await writeFile(path, bytes);
  return new DocumentReader(builtSandbox(), limits).read({ path, kind }, { signal });
}

test('a PDF: its pages in order, paragraphs apart, divided words joined', async () => {
  const text = await read('pdf', makePdf([['Write short sen-', 'tences (always).', '', '', 'Say we.'], ['Page two.']]));
  expect(text).toBe('Write short sentences (always).\n\nSay we.\n\nPage two.');
});

test('a page: its text without what is not read, in the encoding that it declares', async () => {
  const html = `<html><head><title>T</title><style>p{}</style></head><body><script>alert(1)</script><h1>Guide</h1>
    <p>Use <a href="https://x.example">links</a> &amp; <code>&lt;b&gt;</code>.<ul><li>One</ul><img alt="no">`;
  expect(await read('html', html)).toMatch(/^Guide\s+Use links & <b>\.\s+\* One$/);
  const latin2 = Buffer.concat([Buffer.from('<meta charset=iso-8859-2><p>'), Buffer.of(0xb3, 0xf3, 0xbf)]);
  expect(await read('html', latin2)).toBe('łóż');
  expect(await read('text', Buffer.of(0xff, 0xfe, 0x41, 0, 0, 0, 0xe9, 0))).toBe('Aé');
  expect(await read('markdown', '# A\u0000\n\nb')).toBe('# A\n\nb');
});

test('what is locked, broken, endless or deep is refused in words, and nothing hangs', async () => {
  const refused = (code: string) => expect.objectContaining({ name: 'DocumentRefused', code }) as Error;
  const rejects = async (code: string, work: Promise<string>) =>
    expect(await work.catch((e: unknown) => e)).toEqual(refused(code));
  await rejects('encrypted', read('pdf', makePdf([['Secret.']], { encrypted: true })));
  await rejects('unreadable', read('pdf', '%PDF-1.7\nand nothing of it'));
  await rejects('too_long', read('pdf', makePdf(Array.from({ length: 2_001 }, () => ['x']))));
  await rejects('too_long', read('text', 'word '.repeat(200_001)));
  const halfText = Buffer.concat([Buffer.from('Words, at first. '.repeat(100)), Buffer.alloc(9_000, 7)]);
  for (const kind of ['text', 'markdown', 'html'] as const) await rejects('unreadable', read(kind, halfText));
  const small = { ...WIDE, memoryBytes: 300_000_000 };
  await rejects('too_complex', read('pdf', makePdf([['']], { bombBytes: 256_000_000 }), small));
  await rejects('too_complex', read('text', 'x', { ...WIDE, cpuMs: 1 }));
  // How deep a page is says nothing of its words, and costs no time.
  for (const tags of [['<div>'], ['<div a="<div">', '<b>'], ['<li>', '<td>']]) {
    const deep = `<p>One</p>${tags.join('').repeat(100_000)}two${'</div>'.repeat(100_000)}<p>three</p>`;
    expect((await read('html', deep, { ...WIDE, cpuMs: 8_000 })).replace(/[\s*]+/g, ' ')).toMatch(/^One two three$/);
  }
  expect(await read('html', `${'<div>'.repeat(2_000)}two</div>`)).toBe('two');
});

test('a PDF cut off in the middle gives what is there, or is refused', async () => {
  const whole = makePdf([['First page.'], ['Second page.']]);
  for (const share of [0.3, 0.6, 0.9]) {
    const answer = await read('pdf', whole.subarray(0, whole.length * share)).catch((error: unknown) => error);
    if (typeof answer === 'string') expect('First page.\n\nSecond page.').toContain(answer);
    else expect(answer).toMatchObject({ name: 'DocumentRefused' });
  }
});

test('an abort ends the reading with its reason', async () => {
  const abort = new AbortController();
  const reading = read('pdf', makePdf([['']], { bombBytes: 256_000_000 }), WIDE, abort.signal);
  setImmediate(() => abort.abort(new Error('stop')));
  await expect(reading).rejects.toThrow('stop');
});

test('what a document is, its content says before its name', () => {
  const kind = (content: string | number[], name: string) =>
    kindOf(typeof content === 'string' ? Buffer.from(content) : Uint8Array.from(content), name);
  expect(kind('junk\n%PDF-1.4', 'a.txt')).toBe('pdf');
  expect(kind('\ufeff<!DOCTYPE html><p>', 'a.pdf')).toBe('html');
  expect(kind('<p>', 'a.HTM')).toBe('html');
  expect(kind('# A', 'README.md')).toBe('markdown');
  expect(kind('Hello', 'notes')).toBe('text');
  expect(kind([0xff, 0xfe, 0x41, 0], 'utf16.txt')).toBe('text');
  for (const bytes of [
    [0x89, ...Buffer.from('PNG\r\n')],
    [...Buffer.from('PK'), 3, 4],
    [0, 0, 0, 24, 102, 116],
  ]) {
    expect(() => kind(bytes, 'a.md')).toThrow(
      expect.objectContaining({ status: 415, code: 'not_a_document' }) as Error,
    );
  }
});

test.each([
  ['no child', '/nowhere', 'outside/documents/read-thread.js'],
  ['no module', 'dist/server', 'outside/documents/none.js'],
])('a build that lacks something is no fault of the file: %s', async (_, built, module) => {
  const reading = new Sandbox(built).run({ module, data: {} }, WIDE, { signal: new AbortController().signal });
  await expect(reading).rejects.toThrow('The sandbox could not begin');
});
