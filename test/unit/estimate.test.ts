/** What the calls still to come will cost, estimated before anything is sent. */
import { expect, test } from 'vitest';
import type { Models } from '../../src/usage/cost.js';
import type { Prospect } from '../../src/usage/estimate.js';
import { estimateOf } from '../../src/usage/estimate.js';

const prices = {
  ear: { perMinute: 0.006 },
  scribe: { inputPerMTokens: 1, outputPerMTokens: 10 },
  vectors: { inputPerMTokens: 0.1 },
};
const models: Models = { writer: 'scribe', seer: null, transcriber: 'ear', embedder: 'vectors' };
const fresh: Prospect = {
  durationMs: 600_000,
  talkChars: null,
  talkTokens: null,
  chapters: null,
  distinctScreenshots: 0,
  onPictures: null,
  pictureless: false,
  corrected: 0,
  captioned: false,
  ownTypes: [],
  underWay: ['probe', 'transcribe', 'screenshots', 'chapters', 'index'],
  notAsked: ['blog', 'twitter'],
  told: {},
};
const keysOf = (calls: { key: string }[]): string[] => calls.map(({ key }) => key);

test('of a new recording: sound by its length, texts by how fast people speak, and each draft', () => {
  const { items, drafts, costUsd } = estimateOf(fresh, models, prices);
  expect(keysOf(items)).toEqual(['transcribe', 'chapters', 'index']);
  expect(items[0]).toMatchObject({ kind: 'transcription', model: 'ear', audioMs: 600_000, tokensIn: 0 });
  expect(items[0]?.costUsd).toBeCloseTo(0.06, 9);
  // 10 minutes of 150 words are about 2,000 tokens (https://platform.openai.com/tokenizer: 0.75 words each).
  expect(items[2]?.tokensIn).toBeGreaterThan(1_800);
  expect(items[2]?.tokensIn).toBeLessThan(3_000);
  expect(keysOf(drafts)).toEqual(['draft:blog', 'draft:twitter']);
  expect(costUsd).toBeCloseTo(
    items.reduce((sum, item) => sum + (item.costUsd ?? NaN), 0),
    9,
  );
});

test('a transcript that is there counts by its own length, and nobody listens where there are captions', () => {
  const longer = estimateOf({ ...fresh, talkChars: 90_000, talkTokens: 20_000, captioned: true }, models, prices);
  expect(keysOf(longer.items)).toEqual(['chapters', 'index']);
  const [chapters] = longer.items;
  expect(chapters?.tokensIn).toBeGreaterThan(22_500);
});

test('pictures that a model looks at are counted: one a minute before they are there, and none of sound', () => {
  const seeing: Models = { ...models, seer: 'scribe' };
  const waiting = { ...fresh, underWay: ['slides'] };
  const tokensOf = (prospect: Prospect): number[] =>
    estimateOf(prospect, seeing, prices).items.map(({ tokensIn }) => tokensIn);
  const [before = 0] = tokensOf(waiting);
  expect(before).toBeGreaterThan(10 * 1_000);
  expect(tokensOf({ ...waiting, distinctScreenshots: 20 })).toEqual([2 * before]);
  expect(tokensOf({ ...waiting, pictureless: true })).toEqual([]);
  expect(estimateOf(waiting, models, prices).items).toEqual([]);
});

test('what drafts are told of a voice is counted, again with a correction', () => {
  const [plain, told] = [{}, { 'draft:blog': 1_000 }].map((voices) =>
    estimateOf({ ...fresh, corrected: 0.5, told: voices }, models, prices).drafts.map(({ tokensIn }) => tokensIn),
  );
  expect(told?.map((tokens, i) => tokens - (plain?.[i] ?? 0))).toEqual([1_500, 0]);
});

test('without a model, without a recording, and without a price', () => {
  const none: Models = { writer: null, seer: null, transcriber: null, embedder: null };
  expect(estimateOf(fresh, none, prices)).toEqual({ costUsd: 0, items: [], drafts: [] });
  expect(estimateOf({ ...fresh, durationMs: null }, models, prices)).toMatchObject({ items: [], drafts: [] });
  const { items, costUsd } = estimateOf(fresh, models, { scribe: prices.scribe });
  expect(items.map((item) => item.costUsd === null)).toEqual([true, false, true]);
  expect(costUsd).toBeNull();
});

test('what was read on slides is counted where it is sent: titles for chapters, words and code for drafts that show pictures', () => {
  const talk: Prospect = { ...fresh, talkChars: 9_000, talkTokens: 2_000, chapters: 4, underWay: ['chapters'] };
  const read: Prospect = { ...talk, distinctScreenshots: 20, onPictures: { titles: 100, lists: 1_500, code: 400 } };
  const tokensFor = (prospect: Prospect, key: string): number => {
    const { items, drafts } = estimateOf(prospect, models, prices);
    return [...items, ...drafts].find((item) => item.key === key)?.tokensIn ?? 0;
  };
  expect(tokensFor(read, 'chapters') - tokensFor(talk, 'chapters')).toBeGreaterThan(100);
  expect(tokensFor(read, 'draft:blog') - tokensFor(talk, 'draft:blog')).toBeGreaterThan(1_900);
  expect(tokensFor(read, 'draft:twitter')).toBe(tokensFor(talk, 'draft:twitter'));
});
