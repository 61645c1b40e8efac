/** What plain posts say of moments: what the talk does not have is taken out and counted. */
import { expect, test } from 'vitest';
import { groundPlain } from '../../src/content/plain-times.js';

test('plain times are kept, repaired or removed; times of the day and proportions are left alone', () => {
  const short = { durationMs: 60_000, screenshots: [] };
  expect(groundPlain('At 0:30, at 1:02, at 10:59 and (12:00). Meet at 10:30 am, 16:9, v1:200.', short)).toEqual({
    body: 'At 0:30, at 0:59, at and. Meet at 10:30 am, 16:9, v1:200.',
    grounding: { timestamps: 2, images: 0, removed: 2 },
  });
});

test('a plain text has no Markdown: of links to moments their words and times stay, pictures and what was invented go', () => {
  const short = { durationMs: 60_000, screenshots: [{ index: 1, atMs: 3_000, distinct: true }] };
  const written = [
    '# A title',
    'At [0:30](#t=30) and [59:00](#t=3540). [Here](#t=12) [or there](#t=99999)[](#t=5).',
    '![Slide](screenshots/1.jpg)![x](screenshot:999)![![y](z)](w) #hashtag',
  ];
  expect(groundPlain(written.join('\n'), short)).toEqual({
    body: 'A title\nAt 0:30 and. Here (0:12) or there0:05.\n #hashtag',
    grounding: { timestamps: 3, images: 0, removed: 6 },
  });
});

const minute = { durationMs: 60_000, screenshots: [] };
const kept = (timestamps: number, removed: number) => ({ timestamps, images: 0, removed });

test('a time beyond the talk is there up to five seconds after its end, as the last second', () => {
  for (const time of ['0:59', '00:59', '1:00', '1:05', '0:01:05']) {
    const body = time === '00:59' ? 'At 00:59 they leave.' : 'At 0:59 they leave.';
    expect(groundPlain(`At ${time} they leave.`, minute)).toEqual({ body, grounding: kept(1, 0) });
  }
  for (const time of ['1:06', '10:00', '1:00:00', '99:99:99']) {
    expect(groundPlain(`At ${time} they leave.`, minute)).toEqual({ body: 'At they leave.', grounding: kept(0, 1) });
  }
});

test.each([
  '2024.10:30',
  '1,0:30',
  '16:9',
  'a:0:30',
  '0:30:',
  '0:30.5',
  '0:30,5',
  '123:45',
  '1:234',
  '9:30 a.m.',
  '9:30PM',
  '9:30 Uhr',
  '9:30 o’clock',
  "9:30 o'clock",
])('%s is no moment', (text) => {
  expect(groundPlain(text, minute)).toEqual({ body: text, grounding: kept(0, 0) });
});

test.each([
  ['a link to a moment that its label says', '[0:30](#t=12)', '0:30', kept(1, 0)],
  ['a label that is blank', '[ ](#t=30)', '0:30', kept(1, 0)],
  ['a label of words', '[Here](#t=30)', 'Here (0:30)', kept(1, 0)],
  ['a label of words and a moment that there is not', '[Here](#t=99)', 'Here', kept(0, 1)],
  ['a label that is a moment that there is not', '[1:39](#t=99)', '', kept(0, 1)],
  ['large letters', '[Here](#T=30)', 'Here (0:30)', kept(1, 0)],
  ['a picture', 'A ![b](c) d', 'A  d', kept(0, 1)],
  ['a picture by reference', 'A ![b][c] d', 'A  d', kept(0, 1)],
  ['a picture that is only named', 'A ![b] d', 'A  d', kept(0, 1)],
  ['a picture within a picture', '![a![b](c)](d)', '', kept(0, 2)],
  ['a heading', 'A\n  ## B #c\n#d\n####### e', 'A\nB #c\n#d\n####### e', kept(0, 0)],
])('%s', (_name, written, body, grounding) => {
  expect(groundPlain(written, minute)).toEqual({ body, grounding });
});
