/** Prices and budgets as settings, and what calls cost by them. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from '../../src/settings/env.js';
import { dollars } from '../../src/contract/counts-and-times.js';
import { costOf } from '../../src/settings/prices.js';

const PRICES = {
  'gpt-5.4-mini': { inputPerMTokens: 0.4, outputPerMTokens: 1.6 },
  'whisper-1': { perMinute: 0.006 },
  'text-embedding-3-small': { inputPerMTokens: 0.02 },
};

function faults(variables: Record<string, string>): string[] {
  try {
    readSettings(variables);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults;
  }
}

test('prices are read by model; without any nothing has a price', () => {
  expect(readSettings({ PRICES: JSON.stringify(PRICES), PROJECT_BUDGET_USD: '2.5' })).toMatchObject({
    prices: PRICES,
    projectBudgetUsd: 2.5,
  });
  expect(readSettings({ PRICES: '' })).toMatchObject({ prices: {}, projectBudgetUsd: null });
});

test.each<[string, string[]]>([
  ['0.4', ['PRICES must be JSON such as {"gpt-5.4-mini"']],
  ['{"a":', ['PRICES must be JSON such as']],
  ['[]', ['PRICES must be JSON such as']],
  ['{"a":{}}', ['PRICES must have prices for a, such as']],
  ['{"a":0.4}', ['PRICES must have prices for a, such as']],
  ['{"a":{"perHour":1}}', ['PRICES of a: perHour is none of inputPerMTokens, outputPerMTokens, perMinute']],
  [
    '{"a":{"perMinute":"1"},"b":{"inputPerMTokens":-1}}',
    ['PRICES of a: perMinute must be US dollars', 'PRICES of b: inputPerMTokens must be US dollars'],
  ],
])('PRICES=%s is refused with the reason', (value, expected) => {
  expect(faults({ PRICES: value })).toEqual(expected.map((begin) => expect.stringContaining(begin) as string));
});

test.each(['0', '-1', 'five', 'Infinity'])('PROJECT_BUDGET_USD=%s is refused', (value) => {
  expect(faults({ PROJECT_BUDGET_USD: value, PRICES: '{' })).toHaveLength(2);
});

test('with a budget each model in use must have its price; all that lack one are named', () => {
  const models = { OPENAI_API_KEY: 'k', OPENAI_EMBEDDING_MODEL: 'text-embedding-3-small', PROJECT_BUDGET_USD: '1' };
  expect(faults({ ...models, PRICES: JSON.stringify(PRICES) })).toEqual([]);
  const none = faults(models);
  expect(none.map((fault) => /what (\S+) costs/.exec(fault)?.[1])).toEqual(Object.keys(PRICES));
  expect(none[1]).toMatch('such as {"whisper-1":{"perMinute":1}}');
  const half = { ...PRICES, 'gpt-5.4-mini': { inputPerMTokens: 0.4 } };
  expect(faults({ ...models, PRICES: JSON.stringify(half) })).toHaveLength(1);
  expect(faults({ PROJECT_BUDGET_USD: '1' })).toEqual([]);
});

test('a process with such settings does not start: exit code 78, and it says which model', () => {
  const env = { PROJECT_BUDGET_USD: '1', OPENAI_API_KEY: 'k', TRANSCRIBER: 'none', OPENAI_MODEL: 'scribe' };
  const { status, stderr } = spawnSync(process.execPath, ['dist/server/worker.js'], { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([78, expect.stringContaining('PRICES must say what scribe costs')]);
});

test('what calls cost', () => {
  const used = { tokensIn: 1_000_000, tokensOut: 500_000, audioMs: 0 };
  expect(costOf(PRICES, 'chat', 'gpt-5.4-mini', used)).toBeCloseTo(1.2, 9);
  expect(costOf(PRICES, 'embedding', 'text-embedding-3-small', used)).toBeCloseTo(0.02, 9);
  expect(costOf(PRICES, 'transcription', 'whisper-1', { ...used, audioMs: 59_001 })).toBeCloseTo(0.006, 9);
  expect(costOf(PRICES, 'chat', 'whisper-1', used)).toBeNull();
  expect(costOf(PRICES, 'chat', 'constructor', used)).toBeNull();
});

test.each([
  [12.3, '$12.30'],
  [0.01, '$0.01'],
  [0.00421, '$0.0042'],
  [0.000021, '$0.000021'],
  [0, '$0.00'],
])('%f dollars are %s', (usd, text) => expect(dollars(usd)).toBe(text));
