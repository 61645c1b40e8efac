/** Talks in scripts that end their sentences, and part their words, in other ways than English. */
import { expect, test } from 'vitest';
import type { Segment } from '../../src/contract/content.js';
import { sentencesOf } from '../../src/transcript/sentences.js';
import { polish, titleFor } from '../../src/transcript/titles.js';

const lines = (...texts: string[]): Segment[] =>
  texts.map((text, index) => ({ index, startMs: index * 5_000, endMs: index * 5_000 + 4_000, text }));
const flat = (): number => 1;

test.each([
  ['danda', 'कच्ची कॉफ़ी के दानों में पानी होता है।', 'कच्ची कॉफ़ी के दानों में पानी होता है'],
  ["Arabic's full stop", 'یہ کافی کے بارے میں ہے۔', 'یہ کافی کے بارے میں ہے'],
  ['Khmer', 'កាហ្វេ និង ទឹក។', 'កាហ្វេ និង ទឹក'],
  ['Burmese', 'ကော်ဖီနှင့်ရေ။', 'ကော်ဖီနှင့်ရေ'],
  ['Chinese', '咖啡和水。', '咖啡和水'],
  ['marks of direction', '\u202bصباح الخير\u202c.', 'صباح الخير'],
])('a title has no stop at its end: %s', (_, text, title) => {
  expect(polish(text)).toBe(title);
});

test('a question keeps its mark', () => {
  expect(polish('ما هي القهوة؟')).toBe('ما هي القهوة؟');
  expect(polish('What is coffee?')).toBe('What is coffee?');
});

test('a title without blanks is cut between words, never inside a character', () => {
  const thai = 'การชงกาแฟที่บ้านต้องใช้น้ำร้อนและเมล็ดกาแฟที่คั่วสดใหม่จากร้านใกล้บ้านของเราทุกวัน';
  const title = titleFor([thai], flat);
  expect(thai.startsWith(title)).toBe(true);
  const words = [...new Intl.Segmenter('th', { granularity: 'word' }).segment(thai)].map(({ index }) => index);
  expect(words).toContain(title.length);
  expect(title.length).toBeGreaterThan(30);
});

test('sentences end at the stops of the script', () => {
  expect(sentencesOf(lines('नमस्ते दोस्तों। आज हम', 'कॉफ़ी की बात करेंगे। धन्यवाद।')).map(({ text }) => text)).toEqual([
    'नमस्ते दोस्तों।',
    'आज हम कॉफ़ी की बात करेंगे।',
    'धन्यवाद।',
  ]);
  expect(sentencesOf(lines('大家好。今天我们', '谈咖啡。')).map(({ text }) => text)).toEqual([
    '大家好。',
    '今天我们谈咖啡。',
  ]);
});

test('between lines of Thai stands a blank, as between clauses', () => {
  expect(sentencesOf(lines('สวัสดีครับ', 'วันนี้พูดเรื่องกาแฟ')).map(({ text }) => text)).toEqual(['สวัสดีครับ วันนี้พูดเรื่องกาแฟ']);
});
