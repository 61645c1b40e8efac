/** What a server that speaks OpenAI's audio API answers. Servers differ: what is not needed may be missing. Pure. */
import { z } from 'zod';
import { languageCode } from '../language-code.js';
import type { HeardWord, Recognised } from '../transcriber.js';

const word = z.object({ word: z.string(), start: z.number(), end: z.number() });
const speaker = z.union([z.string(), z.number()]).nullish();

/** `verbose_json`, and `diarized_json`, whose segments say who speaks; some servers say it in both. */
export const answerShape = z.object({
  text: z.string().default(''),
  language: z.string().nullish(),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        speaker,
        no_speech_prob: z.number().nullish(),
        avg_logprob: z.number().nullish(),
        words: z.array(word).nullish().catch(null),
      }),
    )
    .nullish(),
  // Of some servers words without a time are among them.
  words: z.array(word).nullish().catch(null),
});
export type Answer = z.infer<typeof answerShape>;
type Segment = NonNullable<Answer['segments']>[number];
type Word = z.infer<typeof word>;

/** Words that follow each other more slowly do not belong to one line, in seconds; and no line is longer than so many words. */
const LONGEST_PAUSE = 1;
const MOST_WORDS = 16;

/** Whether its words can be put in their place. */
export const hasTimes = ({ text, segments, words }: Answer): boolean =>
  text.trim() === '' || (segments?.length ?? 0) > 0 || (words?.length ?? 0) > 0;

export function recognised(answer: Answer): Recognised {
  const segments = answer.segments?.length ? answer.segments : linesOf(answer.words ?? []);
  const spoken = segments.filter((segment) => !isSilence(segment));
  const words = wordsBySegment(spoken, answer.words ?? []);
  return {
    language: answer.language ? languageCode(answer.language) : null,
    segments: spoken.map((segment, i) => {
      const own = (segment.words?.length ? segment.words : (words[i] ?? [])).map(timed);
      const speakerName = String(segment.speaker ?? '').trim();
      return {
        startMs: segment.start * 1_000,
        endMs: segment.end * 1_000,
        text: segment.text,
        ...(speakerName !== '' && { speakerName }),
        ...(own.length > 0 && { words: own }),
      };
    }),
  };
}

const timed = ({ word: text, start, end }: Word): HeardWord => ({
  startMs: Math.round(start * 1_000),
  endMs: Math.round(end * 1_000),
  text: text.trim(),
});

/** Each word in the segment in which its middle lies, or else in the last one that began before it. */
function wordsBySegment(segments: Segment[], words: Word[]): Word[][] {
  const sorted: Word[][] = segments.map(() => []);
  let at = 0;
  for (const one of words) {
    const middle = (one.start + one.end) / 2;
    while (at + 1 < segments.length && (segments[at + 1]?.start ?? Infinity) <= middle) at++;
    sorted[at]?.push(one);
  }
  return sorted;
}

/** From a server that gives words alone. */
function linesOf(words: Word[]): Segment[] {
  const lines: Word[][] = [];
  for (const one of words) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    const goesOn =
      line &&
      last &&
      one.start - last.end < LONGEST_PAUSE &&
      line.length < MOST_WORDS &&
      !/[.!?。！？]$/u.test(last.word.trim());
    if (goesOn) line.push(one);
    else lines.push([one]);
  }
  return lines.map((line) => ({
    start: line[0]?.start ?? 0,
    end: line.at(-1)?.end ?? 0,
    text: joined(line),
    words: line,
  }));
}

/** Some have their blanks with them, as in whisper.cpp; scripts without blanks get none. */
const joined = (words: Word[]): string =>
  words
    .reduce((text, { word: next }) => {
      const blank =
        /^\s/u.test(next) || SPACELESS.test(text.at(-1) ?? '') || SPACELESS.test(next[0] ?? '') || text === '';
      return text + (blank ? '' : ' ') + next;
    }, '')
    .trim();

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whisper's own rule, `no_speech_threshold` and `logprob_threshold` of its transcribe.py, which not all servers follow. */
const isSilence = ({ no_speech_prob, avg_logprob }: Segment): boolean =>
  (no_speech_prob ?? 0) > 0.6 && (avg_logprob ?? 0) < -1;
