/** What the page makes of times, sizes and the names of steps: in German on the German page, and in English as the server says it. */
import { afterEach, expect, test, vi } from 'vitest';
import { named } from '../../client/src/features/task/content-types.js';
import { labelOf, lookOf } from '../../client/src/features/task/task-words.js';
import { ago, dollars, list, size, sizeOf, timeLeft } from '../../client/src/ui/times-and-sizes.js';
import en from '../../client/src/words/en.json' with { type: 'json' };
import { speak } from '../../client/src/words/words.js';
import type { ContentTypeInfo } from '../../src/contract/content.js';
import * as english from '../../src/contract/counts-and-times.js';
import * as englishSizes from '../../src/contract/sizes.js';
import type { Task } from '../../src/contract/task.js';
import { taskWords } from '../../src/contract/task-words.js';
import { contentTypes } from '../../src/content/content-types.js';
import { pipeline } from '../../src/steps/pipeline.js';
import { registryOf } from '../../src/steps/registry.js';
import '../support/page-registry.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-11-29T12:00:00Z');
const before = (ms: number): string => ago(new Date(NOW - ms).toISOString(), NOW);
const types = [{ id: 'blog', label: 'Blog post', own: null } as ContentTypeInfo];

const task = (changes: Partial<Task>): Task =>
  ({
    id: JSON.stringify(changes),
    key: 'transcribe',
    status: 'queued',
    attempt: 1,
    failures: 0,
    waitingFor: [],
    position: null,
    percent: 50,
    etaMs: null,
    slow: false,
    message: '',
    error: null,
    runAt: new Date(NOW).toISOString(),
    ...changes,
  }) as Task;

const waiting = task({ key: 'draft:blog', waitingFor: ['transcribe', 'chapters', 'draft:blog'] });
const retrying = (ms: number): Task =>
  task({ failures: 1, message: 'Trying again (2 of 4)', runAt: new Date(NOW + ms).toISOString() });
// Not rounded, since what is left is told by the clock.
const running = task({ status: 'running', key: 'chapters', etaMs: 3 * MINUTE + 5_000, slow: true });

afterEach(async () => {
  vi.unstubAllGlobals();
  await speak('en');
});

test('on the German page times, sizes and lists are German', async () => {
  await speak('de');
  expect([before(0), before(MINUTE), before(5 * MINUTE), before(2 * HOUR), before(24 * HOUR)]).toEqual([
    'gerade eben',
    'vor 1 Minute',
    'vor 5 Minuten',
    'vor 2 Stunden',
    'vor 1 Tag',
  ]);
  vi.stubGlobal('navigator', { languages: ['en-GB', 'de-CH'] });
  expect(before(30 * 24 * HOUR)).toBe('30.10.2026');
  expect([5_000, 30_000, MINUTE, 3 * MINUTE, 2 * HOUR].map((ms) => timeLeft(ms))).toEqual([
    'noch ein paar Sekunden',
    'noch weniger als eine Minute',
    'noch etwa 1 Minute',
    'noch etwa 3 Minuten',
    'noch etwa 2 Stunden',
  ]);
  expect([MINUTE, 3 * MINUTE, 200 * MINUTE].map((ms) => timeLeft(ms, 5))).toEqual([
    'noch bis zu 2 Minuten',
    'noch 2–5 Minuten',
    'noch 2–5 Stunden',
  ]);
  expect([size(12), size(1_800_000), size(148_000_000)]).toEqual(['12 Bytes', '1,8 MB', '148 MB']);
  expect([sizeOf(1.8e9, 2e9), sizeOf(14e6, 2e9)]).toEqual(['1,8 von 2,0 GB', '14 MB von 2,0 GB']);
  expect([dollars(12.3), dollars(0.0042)]).toEqual(['12,30\u00a0$', '0,0042\u00a0$']);
  expect(list(['a', 'b', 'c'])).toBe('a, b und c');
});

test('on the German page steps and what they wait for have German names', async () => {
  await speak('de');
  const german = types.map(named);
  expect(['transcribe', 'search-index', 'draft:blog'].map((key) => labelOf(key, german))).toEqual([
    'Transkript',
    'Suchindex',
    'Blogbeitrag',
  ]);
  expect(lookOf(waiting, german, NOW).message).toBe(
    'Wartet auf das Transkript, die Kapitel und den Entwurf „Blogbeitrag“',
  );
  expect(lookOf(retrying(20_000), german, NOW).message).toMatch(/ in 20 s$/);
  expect(lookOf(retrying(120_000), german, NOW).message).toMatch(/ in 2 Minuten$/);
  expect(lookOf(running, german, NOW).message).toBe('Sucht die Kapitel, dauert länger als sonst, noch etwa 3 Minuten');
});

test('in English the page says what the server says', () => {
  const { steps } = registryOf(pipeline);
  const names = { steps, types };
  for (const one of [waiting, retrying(20_000), retrying(120_000), running])
    expect(lookOf(one, types, NOW).message).toBe(taskWords(one, names, NOW).message);
  for (const { name, words } of steps) {
    const known = Object.entries(en.task.steps).find(([step]) => step === name)?.[1] ?? words;
    const filled = Object.values<string>({ ...known }).map((text) => text.replace('{{type}}', '{type}'));
    expect(filled).toEqual([words.label, words.need, words.doing]);
  }
  const labels = Object.fromEntries(Object.entries(contentTypes).map(([id, { label }]) => [id, label]));
  expect(labels).toMatchObject(en.types);
  for (const ms of [0, 9_999, 10_000, MINUTE, 5 * MINUTE, 89 * MINUTE, 90 * MINUTE, 2_000 * HOUR])
    for (const percent of [5, 100]) expect(timeLeft(ms, percent)).toBe(english.timeLeft(ms, percent));
  for (const bytes of [0, 1, 999, 1_000, 9_960, 52e6, 1.15e9, 1.8e9, 4.2e15]) {
    expect(size(bytes)).toBe(englishSizes.size(bytes));
    expect(sizeOf(bytes, 2e9)).toBe(englishSizes.sizeOf(bytes, 2e9));
  }
  for (const usd of [0, 0.0042, 0.000_000_4, 0.015, 12.3, 1_234.5]) expect(dollars(usd)).toBe(english.dollars(usd));
  for (const items of [[], ['a'], ['a', 'b'], ['a', 'b', 'c']]) expect(list(items)).toBe(english.list(items));
  expect([before(0), before(MINUTE), before(5 * HOUR)]).toEqual(['just now', '1 minute ago', '5 hours ago']);
});
