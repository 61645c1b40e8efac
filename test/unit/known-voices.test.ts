/** Voices of the first part that are known in the others. Pure. */
import { expect, test } from 'vitest';
import type { Heard } from '../../src/steps/transcribe/recognise.js';
import type { Sampled } from '../../src/steps/transcribe/voices.js';
import { named } from '../../src/steps/transcribe/voices.js';

/** Five seconds each. */
const heard = (fromMs: number, ...speakers: string[]): Heard => ({
  language: 'en',
  looped: false,
  missing: [],
  lines: speakers.map((speakerName, i) => {
    const startMs = fromMs + i * 5_000;
    return { startMs, endMs: startMs + 5_000, text: 'Words.', speakerName };
  }),
});
const namesOf = (parts: Heard[]) => parts.map(({ lines }) => lines.map(({ speakerName }) => speakerName));
const known: Sampled[] = [
  { id: 'voice_A', name: 'A', startMs: 0, endMs: 5_000 },
  { id: 'voice_B', name: 'B', startMs: 5_000, endMs: 10_000 },
];

test.each([
  ['as when they were sampled', heard(0, 'A', 'B'), ['Speaker A', 'Speaker B']],
  ['the other way round, in a later answer', heard(0, 'B', 'A'), ['Speaker B', 'Speaker A']],
])('who speaks in a sample has one name in all parts: numbered %s', (_name, first, [one, two]) => {
  const names = namesOf(named([first, heard(300_000, 'voice_A', 'voice_B', 'C')], known));
  expect(names).toEqual([
    [one, two],
    [one, two, 'Speaker C (part 2)'],
  ]);
});
