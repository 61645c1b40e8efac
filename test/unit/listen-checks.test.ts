/** A recogniser's answer is checked for what it lacks; and where the sound is cut for the recogniser. Pure functions. */
import { expect, test } from 'vitest';
import { languageCode } from '../../src/outside/recognisers/language-code.js';
import { LEVEL_MS } from '../../src/outside/ffmpeg/sound.js';
import { FoundSpeech } from '../../src/steps/transcribe/find-speech.js';
import type { HeardSpan } from '../../src/transcript/listen-checks.js';
import { judge, lossOf } from '../../src/transcript/listen-checks.js';
import type { Chunk, Span } from '../../src/transcript/speech.js';
import {
  cutPlan,
  GrowingPlan,
  lengthOf,
  Loudness,
  louderIn,
  overlap,
  speechIn,
  totalOf,
} from '../../src/transcript/speech.js';
import { openLedger } from '../support/open-ledger.js';

const s = 1_000;
const minute = 60 * s;

/** Nine seconds of speech in each ten. */
const talk = (fromMs: number, toMs: number): Span[] =>
  Array.from({ length: (toMs - fromMs) / (10 * s) }, (_, i) => ({
    startMs: fromMs + i * 10 * s,
    endMs: fromMs + i * 10 * s + 9 * s,
  }));
const chunk = (startMs: number, endMs: number): Chunk => ({ startMs, endMs, speech: talk(startMs, endMs) });

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const line = (startMs: number, endMs: number, text = `${startMs} ${NUMBERS.join(` ${startMs} `)}`): HeardSpan => ({
  startMs,
  endMs,
  text,
});
/** A line every ten seconds, with times from the chunk's start. */
const lines = (fromMs: number, toMs: number): HeardSpan[] =>
  Array.from({ length: (toMs - fromMs) / (10 * s) }, (_, i) => line(fromMs + i * 10 * s, fromMs + i * 10 * s + 9 * s));

test('a whole answer is whole, and comes back on the clock of the recording', () => {
  const { lines: said, missing, looped } = judge(chunk(7 * minute, 12 * minute), lines(0, 5 * minute));
  expect({ missing, looped }).toEqual({ missing: [], looped: false });
  expect(said[0]).toMatchObject({ startMs: 7 * minute, endMs: 7 * minute + 9 * s });
  expect(said).toHaveLength(30);
});

test('one minute of twenty is not the whole: the other nineteen are missing', () => {
  const twenty = chunk(0, 20 * minute);
  const { missing } = judge(twenty, lines(0, minute));
  expect(missing).toEqual([{ startMs: minute, endMs: 20 * minute - s }]);
  expect(lossOf(twenty.speech, missing) / totalOf(twenty.speech)).toBeCloseTo(0.95);
});

test('a minute lost in the middle is missing, ten seconds of music at the start are not', () => {
  const answer = [...lines(10 * s, 2 * minute), ...lines(3 * minute, 5 * minute)];
  expect(judge(chunk(0, 5 * minute), answer).missing).toEqual([{ startMs: 2 * minute, endMs: 3 * minute - s }]);
});

test('no words at all for a short remark are missing, for a cough they are not', () => {
  const remark = { startMs: 0, endMs: 6 * s, speech: [{ startMs: 300, endMs: 5_700 }] };
  expect(judge(remark, []).missing).toEqual([{ startMs: 300, endMs: 5_700 }]);
  expect(judge({ startMs: 0, endMs: s, speech: [{ startMs: 300, endMs: 700 }] }, []).missing).toEqual([]);
});

test('a few words that claim five minutes do not cover them', () => {
  expect(judge(chunk(0, 5 * minute), [line(0, 5 * minute, 'Hello everybody.')]).missing).toHaveLength(1);
});

test.each([
  [
    'the same line',
    Array.from({ length: 24 }, (_, i) => line(minute + i * 10 * s, minute + i * 10 * s + 9 * s, 'So,')),
  ],
  ['a phrase within a line', [line(minute, 5 * minute, 'and we go on '.repeat(60))]],
  [
    'two lines in turn',
    Array.from({ length: 24 }, (_, i) =>
      line(minute + i * 10 * s, minute + i * 10 * s + 9 * s, i % 2 ? 'I will show you how.' : 'Let us see now.'),
    ),
  ],
  ['a phrase in Chinese', [line(minute, 5 * minute, '谢谢大家观看'.repeat(40))]],
])('an answer that goes round in a loop is not the whole: %s', (_name, loop) => {
  const { looped, missing, lines: said } = judge(chunk(0, 5 * minute), [...lines(0, minute), ...loop]);
  expect(looped).toBe(true);
  expect(lossOf(talk(0, 5 * minute), missing)).toBeGreaterThan(3 * minute);
  expect(said.length).toBeLessThan(9);
});

test('what people do repeat is no loop', () => {
  const answer = [
    ...lines(0, minute),
    line(minute, minute + 9 * s, 'No, no, no, no, no, that is very, very, very wrong.'),
    ...Array.from({ length: 4 }, (_, i) => line(minute + (10 + 2 * i) * s, minute + (11 + 2 * i) * s, 'Thank you.')),
    ...lines(80 * s, 5 * minute),
  ];
  const { looped, lines: said } = judge(chunk(0, 5 * minute), answer);
  expect(looped).toBe(false);
  expect(said).toHaveLength(answer.length);
});

test('words on silence are dropped', () => {
  const speech = talk(0, minute);
  const long = { startMs: 0, endMs: 3 * minute, speech };
  const answer = [...lines(0, minute), line(100 * s, 102 * s, 'Thank you for watching.')];
  expect(judge(long, answer)).toMatchObject({ missing: [], lines: { length: 6 } });
});

test('times outside of the part, out of order, over each other or backwards are mended', () => {
  const answer = [
    line(-5 * s, 4 * s),
    line(20 * s, 31 * s),
    line(3 * s, 15 * s),
    line(15 * s, 14 * s),
    line(30 * s, 500 * s),
    line(700 * s, 710 * s),
  ];
  const { lines: said } = judge(chunk(minute, 2 * minute), answer);
  expect(said).toHaveLength(5);
  expect(said[0]?.startMs).toBe(minute);
  expect(said.at(-1)?.endMs).toBe(2 * minute);
  for (const [i, { startMs, endMs }] of said.entries()) {
    expect(endMs).toBeGreaterThan(startMs);
    expect(startMs).toBeGreaterThanOrEqual(said[i - 1]?.endMs ?? 0);
  }
});

/** Levels of one a second, in dB. */
const loud = (...runs: [seconds: number, level: number][]): number[] =>
  runs.flatMap(([seconds, level]) => Array.from({ length: seconds }, (_, i) => level + (i % 3)));

test.each([
  ['in a studio', -95, -20],
  ['in a noisy hall', -40, -18],
  ['recorded too softly', -75, -48],
])('speech is told from the room: %s', (_name, room, voice) => {
  const levels = loud([5, room], [30, voice], [8, room], [2, voice - 8], [20, room]);
  expect(speechIn(levels, s)).toEqual([
    { startMs: 5 * s, endMs: 35 * s },
    { startMs: 43 * s, endMs: 45 * s },
  ]);
});

test('music without a pause may be speech; digital silence and a quiet room are none', () => {
  expect(speechIn(loud([60, -20]), s)).toEqual([{ startMs: 0, endMs: minute }]);
  expect(speechIn(loud([60, -100]), s)).toEqual([]);
  expect(speechIn(loud([60, -52]), s)).toEqual([]);
  expect(speechIn([], s)).toEqual([]);
});

test('the sound is cut in pauses, the longest near by, into parts under the limit that hold all speech', () => {
  const speech = talk(0, 90 * minute).map((span, i) => ({ ...span, endMs: span.endMs - (i % 25 === 24 ? s : 0) }));
  const chunks = cutPlan(speech, 20 * minute);
  expect(chunks.length).toBeGreaterThan(17);
  expect(chunks.flatMap((one) => one.speech)).toEqual(speech);
  for (const [i, one] of chunks.entries()) {
    expect(lengthOf(one)).toBeLessThanOrEqual(5 * minute);
    expect(one.startMs).toBeGreaterThanOrEqual(chunks[i - 1]?.endMs ?? 0);
    // After the longer pauses only, but for the end.
    if (i > 0) expect(one.startMs % (250 * s)).toBe(250 * s - 300);
  }
});

test('it is cut alike while the speech is still being found, whatever comes together; each part as soon as it is certain', () => {
  // Pauses of all lengths, an hour-long one, and a lecture without any.
  const speech = [...talk(0, 30 * minute), ...talk(95 * minute, 103 * minute)].map((span, i) => ({
    ...span,
    endMs: span.endMs - ((i * 37) % 11) * 100,
  }));
  speech.push({ startMs: 104 * minute, endMs: 117 * minute }, ...talk(118 * minute, 130 * minute));
  const whole = cutPlan(speech, 20 * minute);
  for (const together of [1, 2, 7, 50, 500]) {
    const plan = new GrowingPlan(20 * minute);
    const chunks: Chunk[] = [];
    let soonest = Infinity;
    for (let at = 0; at < speech.length; at += together) {
      chunks.push(...plan.add(speech.slice(at, at + together), at + together >= speech.length));
      if (chunks.length > 0) soonest = Math.min(soonest, at + together);
    }
    expect(chunks).toEqual(whole);
    // Of a talk with six sentences a minute, the first five minutes are 30.
    if (together <= 2) expect(soonest).toBeLessThanOrEqual(32);
  }
});

test('speech goes on over the places where it is looked for', () => {
  const levels = loud([5, -60], [30, -20], [8, -60], [2, -28], [20, -60]);
  for (const at of [3, 5, 20, 35, 36, 44, 50]) {
    const first = louderIn(levels.slice(0, at), s, -45, { fromMs: 0, open: null });
    const second = louderIn(levels.slice(at), s, -45, { fromMs: at * s, open: first.open });
    const all = [...first.spans, ...second.spans, ...(second.open ? [second.open] : [])];
    expect(all).toEqual(speechIn(levels, s));
  }
});

test.each([
  ['an hour of a loud machine', loud([3_600, -30]), false],
  ['an hour of a room where nobody is', loud([3_600, -75]), false],
  ['digital silence', loud([3_600, -100]), false],
  ['nothing at all', [], false],
  ['the same machine, and then somebody', loud([3_600, -50], [600, -20]), true],
  ['people who pause', loud([20, -60], [30, -22]), true],
  ['a quiet room with steps and chairs', loud([340, -66], [20, -54]), false],
  ['music before the talk', loud([60, -22], [300, -12]), false],
])('whether speech can be told yet: %s', (_name, levels, tells) => {
  expect(Loudness.of(levels).tells()).toBe(tells);
});

/** Levels as they are measured, one each 20 ms, that go evenly from the first to the second in each second. */
const sound = (...runs: [ms: number, from: number, to: number][]): number[] =>
  runs.flatMap(([ms, from, to]) =>
    Array.from({ length: ms / LEVEL_MS }, (_, i) => from + ((to - from) * (i % 50)) / 49),
  );
/** With a pause each ten seconds. */
const voices = (ms: number, from: number, to: number): number[] =>
  Array.from({ length: ms / (10 * s) }, () => sound([s, -64, -60], [9 * s, from, to])).flat();

/** What is found of a sound of which no more has come than is asked for. */
async function found(levels: number[]): Promise<Span[]> {
  const reading = {
    until: (ms: number) => {
      const isWhole = ms / LEVEL_MS > levels.length;
      return Promise.resolve({ levels: isWhole ? levels : levels.slice(0, ms / LEVEL_MS), isWhole });
    },
  };
  const speech = new FoundSpeech({ part: (_name, _input, work) => work(openLedger()) }, reading, 'a sound');
  for await (const _ of speech.chunks(20 * minute));
  return speech.spans;
}

test('steps and chairs in a quiet room before the talk are no speech, though nobody has spoken yet', async () => {
  const room = Array.from({ length: 72 }, () => sound([9_400, -66, -64], [600, -55, -55])).flat();
  const spans = await found([...room, ...voices(8 * minute, -22, -12)]);
  expect(overlap(spans, { startMs: 0, endMs: 12 * minute })).toEqual([]);
  expect(totalOf(spans)).toBe(48 * 9 * s);
});

test.each([
  ['even', -22, -10],
  ['of quiet and loud parts', -32, -8],
])(
  'a talk that is quieter than the music before it is heard from its first words: music that is %s',
  async (_name, from, to) => {
    const spans = await found([...sound([33 * minute + 20 * s, from, to]), ...voices(57 * minute, -44, -34)]);
    // Of the words in the music's last minute only the loudest stand out: they are sent with it.
    const [first] = overlap(spans, { startMs: 33 * minute + 21 * s, endMs: 34 * minute });
    expect(first?.startMs).toBeLessThan(33 * minute + 25 * s);
    expect(totalOf(overlap(spans, { startMs: 34 * minute, endMs: 90 * minute }))).toBeGreaterThan(0.85 * 56 * minute);
  },
);

test('a recogniser with a lower limit gets shorter parts, and sound without a pause is cut where it must be', () => {
  const chunks = cutPlan([{ startMs: 2 * s, endMs: 10 * minute }], minute);
  expect(chunks.length).toBe(11);
  expect(Math.max(...chunks.map(lengthOf))).toBeLessThanOrEqual(minute);
  expect(totalOf(chunks.flatMap((one) => one.speech))).toBe(10 * minute - 2 * s);
});

test('long pauses are not listened to', () => {
  const chunks = cutPlan([...talk(0, minute), ...talk(20 * minute, 21 * minute)], 20 * minute);
  expect(chunks.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, minute - s + 300],
    [20 * minute - 300, 21 * minute - s + 300],
  ]);
});

test.each([
  ['english', 'en'],
  ['Haitian Creole', 'ht'],
  ['de', 'de'],
  ['pt-BR', 'pt-BR'],
  ['cantonese', 'yue'],
  ['klingonish', null],
  ['??', null],
])('a language said as %s is %s', (said, code) => expect(languageCode(said)).toBe(code));
