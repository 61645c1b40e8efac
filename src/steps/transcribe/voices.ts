/** What those are called whom a recogniser tells apart by their voices. Pure. */
import type { Transcriber } from '../../outside/recognisers/transcriber.js';
import { lengthOf, overlap } from '../../transcript/speech.js';
import type { Heard } from './recognise.js';

/** `A`, `0`: as recognisers number them. */
const NUMBERED = /^(?:\p{Lu}|\d{1,3})$/u;
const BY_PART = /^Speaker \S+(?: \(part \d+\))?$/;

/** Whether somebody is still called as a recogniser numbered them. */
export const isByPart = (name: string): boolean => BY_PART.test(name) || /\(part \d+\)$/.test(name);

/** A voice of the first part, by which the recogniser finds it in the others. `id`: what it is told to call it, which nobody else is called. */
export interface Sampled {
  id: string;
  name: string;
  startMs: number;
  endMs: number;
}

/** Of those who speak most in the first part, the longest that each says without a break. */
export function sampled(first: Heard, { most, minMs, maxMs }: NonNullable<Transcriber['knowsVoices']>): Sampled[] {
  const voices = new Map<string, { said: number; longest: { startMs: number; endMs: number } }>();
  for (const line of first.lines) {
    if (line.speakerName === undefined) continue;
    const { said, longest } = voices.get(line.speakerName) ?? { said: 0, longest: line };
    const isLonger = lengthOf(line) > lengthOf(longest);
    voices.set(line.speakerName, { said: said + lengthOf(line), longest: isLonger ? line : longest });
  }
  return [...voices]
    .filter(([, { longest }]) => lengthOf(longest) >= minMs)
    .toSorted(([, a], [, b]) => b.said - a.said)
    .slice(0, most)
    .map(
      ([
        name,
        {
          longest: { startMs, endMs },
        },
      ]) => ({
        id: `voice_${name}`,
        name,
        startMs,
        endMs: Math.min(endMs, startMs + maxMs),
      }),
    );
}

/**
 * A recogniser that hears a long recording in parts begins to number voices anew in each: the `A` of the second part may be the `B` of the
 * first. So each is called by its part, unless there is only one, or it is `known`: a voice of the first part which the recogniser knew
 * again by a sample. Who gives two of them the same name reads them as one.
 */
export function named(heard: Heard[], known: readonly Sampled[] = []): Heard[] {
  const several = heard.filter(({ lines }) => lines.some(({ speakerName }) => speakerName !== undefined)).length > 1;
  const again = new Set(heard.slice(1).flatMap(({ lines }) => lines.map(({ speakerName }) => speakerName)));
  const joined = known
    .filter(({ id }) => again.has(id))
    .map((voice) => ({ ...voice, name: speakerAt(heard[0], voice) ?? voice.name }));
  return heard.map((part, i) => ({
    ...part,
    lines: part.lines.map((line) => {
      const { speakerName } = line;
      if (speakerName === undefined) return line;
      const same = joined.find(({ id, name }) => speakerName === (i === 0 ? name : id));
      const name = numbered(same?.name ?? speakerName);
      return { ...line, speakerName: several && !same ? `${name} (part ${i + 1})` : name };
    }),
  }));
}

/** As the first part's answer names a voice now: it may be another answer than that of which the sample was taken. */
const speakerAt = (first: Heard | undefined, sample: Sampled): string | undefined =>
  first?.lines.find((line) => line.speakerName !== undefined && overlap([line], sample).length > 0)?.speakerName;

const numbered = (name: string): string => (NUMBERED.test(name) ? `Speaker ${name}` : name);
