import { expect, test } from 'vitest';
import type { Segment } from '../../src/contract/content.js';
import { chaptersToText, chaptersToVtt, checkChapters, makeChapters } from '../../src/transcript/chapters.js';
import { announced, titleFor } from '../../src/transcript/titles.js';
import { FOUR_TOPICS, spoken, TOPIC_STARTS } from './four-topics.js';

const END = FOUR_TOPICS.at(-1)?.endMs ?? 0;

/** What holds for any chapters of any talk. */
function expectSound(segments: Segment[], durationMs: number): ReturnType<typeof makeChapters> {
  const chapters = makeChapters(segments, durationMs);
  const starts = new Set(segments.map(({ startMs }) => startMs));
  expect(chapters[0]?.startMs).toBe(0);
  for (const [i, { title, startMs, endMs }] of chapters.entries()) {
    expect(endMs).toBe(chapters[i + 1]?.startMs ?? durationMs);
    if (chapters.length > 1) expect(endMs - startMs).toBeGreaterThanOrEqual(10_000);
    if (i > 0) expect(starts).toContain(startMs);
    expect(title).toMatch(/^\S.{0,58}\S$|^\S$/su);
  }
  return chapters;
}

test('four topics, four chapters, with the titles the speaker gave them', () => {
  const chapters = expectSound(FOUR_TOPICS, END);
  expect(chapters.map(({ startMs }) => startMs)).toEqual(TOPIC_STARTS);
  expect(chapters.map(({ title }) => title)).toEqual([
    'How paper is made',
    'How lighthouses guide ships',
    'The growth of mushrooms',
    'Tuning a piano at home',
  ]);
});

test('without a pause anywhere, words and phrases are enough', () => {
  const run = spoken(FOUR_TOPICS.map(({ text }) => text));
  const wanted = FOUR_TOPICS.flatMap(({ startMs }, i) => (TOPIC_STARTS.includes(startMs) ? [run[i]?.startMs] : []));
  expect(makeChapters(run, run.at(-1)?.endMs ?? 0).map(({ startMs }) => startMs)).toEqual(wanted);
});

test.each([0, 5, 10, 15])('a talk of one topic is one chapter (from sentence %i)', (from) => {
  const one = spoken(FOUR_TOPICS.slice(from, from + 5).map(({ text }) => text));
  expect(expectSound(one, one.at(-1)?.endMs ?? 0)).toHaveLength(1);
});

test('short clips and silence', () => {
  expect(makeChapters([], 60_000)).toEqual([]);
  expect(makeChapters([{ index: 0, startMs: 0, endMs: 900, text: ' ' }], 60_000)).toEqual([]);
  const clip = spoken(['Hello.', 'This is a tram.', 'Goodbye.']);
  expect(expectSound(clip, 3_000)).toEqual([{ title: 'This is a tram', startMs: 0, endMs: 3_000 }]);
  // The first words come late: the first chapter begins at 0 all the same.
  const late = [{ index: 0, startMs: 30_000, endMs: 31_000, text: 'Tram lines of Lisbon' }];
  expect(expectSound(late, 60_000)).toEqual([{ title: 'Tram lines of Lisbon', startMs: 0, endMs: 60_000 }]);
});

/** A talk of made-up words: each topic has some of its own, and all share the rest. */
function madeUp(topics: number, cuesPerTopic: number): { segments: Segment[]; starts: number[] } {
  let seed = 7;
  const random = (n: number) => (seed = (seed * 16_807) % 2_147_483_647) % n;
  const word = (topic: string, n: number) => `${'bcdfghklmn'[Math.floor(n / 5)] ?? 'z'}${'aeiou'[n % 5] ?? ''}${topic}`;
  const cue = (topic: number) =>
    Array.from({ length: 9 }, () =>
      random(2) ? word('shar', random(50)) : word(`${'pqrstvwxyzj'[topic] ?? ''}ot`, random(25)),
    ).join(' ');
  const texts = Array.from({ length: topics * cuesPerTopic }, (_, i) => cue(Math.floor(i / cuesPerTopic)));
  const segments = texts.map((text, index) => ({ index, startMs: index * 3_600, endMs: (index + 1) * 3_600, text }));
  return { segments, starts: Array.from({ length: topics }, (_, i) => i * cuesPerTopic * 3_600) };
}

test('90 minutes in 1,500 segments: each topic is found, for two seconds of a processor at most', () => {
  const { segments, starts } = madeUp(10, 150);
  const before = process.cpuUsage();
  const chapters = expectSound(segments, 1_500 * 3_600);
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  expect(chapters).toHaveLength(10);
  for (const [i, start] of starts.entries()) expect(Math.abs((chapters[i]?.startMs ?? 0) - start)).toBeLessThan(15_000);
});

test('90 minutes on one thing still get chapters to move about by', () => {
  const { segments } = madeUp(1, 1_500);
  expect(expectSound(segments, 1_500 * 3_600)).toHaveLength(5);
});

test('seven hours in 7,000 segments are no more work than 1,500', () => {
  const { segments } = madeUp(10, 700);
  expect(expectSound(segments, 7_000 * 3_600).length).toBeGreaterThanOrEqual(10);
});

test('other languages', () => {
  const german = spoken([
    'Guten Tag und herzlich willkommen.',
    'Heute geht es um die Geschichte der Eisenbahn.',
    'Die erste Eisenbahn fuhr mit Dampf, und die Lokomotive zog nur wenige Wagen.',
  ]);
  expect(makeChapters(german, 20_000)[0]?.title).toBe('Die Geschichte der Eisenbahn');
  const japanese = spoken(['コーヒーの歴史は古い。', '最初の木はエチオピアにあった。', '山羊が赤い実を食べた。']);
  expect(expectSound(japanese, 20_000)[0]?.title).toMatch(/コーヒー|エチオピア|山羊/);
});

test.each([
  ['Let us move on to the second topic, which is how bicycles work.', 'how bicycles work.'],
  ['Now we come to the third topic, the life of the honey bee.', 'the life of the honey bee.'],
  ['Finally, the last topic for today is saving money at home.', 'saving money at home.'],
  ['Good morning everyone, and welcome to this short talk about the history of coffee.', 'the history of coffee.'],
  ["Okay so now let's talk about database indexes", 'database indexes'],
  ['In this part I want to take a quick look at error handling.', 'error handling.'],
  ['The first step is to install the compiler.', 'install the compiler.'],
  ['Moving on to deployment.', 'deployment.'],
  ['A bicycle is the most efficient machine for moving a human body.', null],
  ['Second, put ten percent of your income into a savings account.', null],
])('%j announces %j', (sentence, topic) => {
  expect(announced(sentence)).toBe(topic);
});

test('a title is a whole clause where it can be, and never half a word', () => {
  const flat = () => 1;
  expect(titleFor(['Thank you.', 'So, um, caches forget things, and that is fine.'], flat)).toBe(
    'Caches forget things',
  );
  expect(
    titleFor(['A rider stays upright because small movements of the handle bars keep the wheels in line.'], flat),
  ).toBe('A rider stays upright');
  const long = titleFor(
    ['Incomprehensibilities notwithstanding electroencephalographers counterdemonstrate daily'],
    flat,
  );
  expect(long).toBe('Incomprehensibilities notwithstanding');
});

test('chapters are repaired: sorted, snapped, from 0, at least ten seconds apart, inside the talk', () => {
  const segments = [0, 4_000, 21_000, 40_000, 58_000].map((startMs) => ({ startMs }));
  const items = [
    { title: 'third', startMs: 39_000 },
    { title: ' first.\n', startMs: 2_000 },
    { title: 'second', startMs: 20_000 },
    { title: 'too close', startMs: 23_000 },
    { title: ' ', startMs: 30_000 },
    { title: 'too late', startMs: 90_000 },
    { title: 'no time', startMs: NaN },
    { title: 'at the very end', startMs: 58_000 },
  ];
  expect(checkChapters(items, segments, 60_000)).toEqual([
    { title: 'First', startMs: 0, endMs: 21_000 },
    { title: 'Second', startMs: 21_000, endMs: 40_000 },
    { title: 'Third', startMs: 40_000, endMs: 60_000 },
  ]);
  expect(checkChapters(items, [], 60_000)).toEqual([]);
  expect(checkChapters([], segments, 60_000)).toEqual([]);
});

test('as text for YouTube, and as a chapters track', () => {
  const chapters = [
    { index: 0, title: 'Q & A', startMs: 0, endMs: 53_110 },
    { index: 1, title: 'End', startMs: 3_723_999, endMs: 3_800_000 },
  ];
  expect(chaptersToText(chapters)).toBe('0:00 Q & A\n1:02:03 End\n');
  expect(chaptersToVtt(chapters)).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:53.110\nQ &amp; A\n\n01:02:03.999 --> 01:03:20.000\nEnd\n',
  );
});
