import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusalOf } from '../../client/src/features/documents/check-document.js';
import { piecesOf } from '../../client/src/features/search/marked.js';
import { addressFor, projectIn, wantedIn } from '../../client/src/features/search/search-address.js';
import { acceptedCaptions, acceptedFiles, pick } from '../../client/src/features/files/picked-files.js';

test('what was found is marked in its snippet', () => {
  const marks = [
    { start: 4, end: 9 },
    { start: 15, end: 20 },
  ];
  expect(piecesOf({ snippet: 'the bread is a bread', marks })).toEqual([
    { text: 'the ', found: false },
    { text: 'bread', found: true },
    { text: ' is a ', found: false },
    { text: 'bread', found: true },
  ]);
});

test('whatever is marked, the pieces are the snippet', () => {
  const marks = fc.array(fc.record({ start: fc.nat(30), end: fc.nat(30) }));
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), marks, (snippet, given) => {
      const pieces = piecesOf({ snippet, marks: given });
      expect(pieces.map(({ text }) => text).join('')).toBe(snippet);
      expect(pieces.every(({ text }) => text !== '')).toBe(true);
    }),
  );
});

test('the address of the results says what was looked for', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.uuid()), (q, projectId) => {
      const address = addressFor({ q, projectId });
      expect(wantedIn(address.slice('/search'.length))).toEqual({ q, projectId });
    }),
  );
  expect(addressFor({ q: 'bread & salt', projectId: null })).toBe('/search?q=bread+%26+salt');
  expect(projectIn('/projects/abc/transcript')).toBe('abc');
  expect(projectIn('/')).toBe(null);
});

const file = (name: string, bytes = 'x', type = ''): File => new File([bytes], name, { type });

test('files that are dropped together are told apart', () => {
  const files = ['Talk.MP4', 'talk.srt', 'slides.PDF', 'notes.md'].map((name) => file(name));
  const { recording, captions, documents, problem } = pick(files);
  expect([recording?.name, captions?.name, documents.map(({ name }) => name), problem]).toEqual([
    'Talk.MP4',
    'talk.srt',
    ['slides.PDF', 'notes.md'],
    null,
  ]);
  expect(pick([file('budget.xlsx')]).problem).toContain('budget.xlsx is no recording');
});

test('captions may be of every kind that the server reads', () => {
  for (const ending of ['srt', 'vtt', 'sbv', 'ttml', 'dfxp', 'itt', 'xml', 'ass', 'ssa', 'lrc']) {
    expect(pick([file(`talk.${ending}`)]).captions?.name).toBe(`talk.${ending}`);
    for (const accepted of [acceptedCaptions, acceptedFiles]) expect(accepted.split(',')).toContain(`.${ending}`);
  }
});

test('what can be no document is refused before it is sent', () => {
  expect(refusalOf(file('notes.md'))).toBe(null);
  expect(refusalOf(file('LICENSE'))).toBe(null);
  expect(refusalOf(file('notes.md', ''))).toContain('empty');
  expect(refusalOf(file('talk.mp4'))).toContain('a recording');
  expect(refusalOf(file('talk.vtt'))).toContain('captions');
  expect(refusalOf({ name: 'book.pdf', type: '', size: 25_000_001 })).toContain('up to 25 MB');
});
