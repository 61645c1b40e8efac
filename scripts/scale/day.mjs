/** A day of a company, made from a seed: who records when and for how long, and what the tasks of a talk then take. */
import { randomFrom } from '../quality/random.mjs';

const HOUR_MS = 3_600_000;
/** Shares of a day's talks by the hour of the day, in one region: most come in the afternoon. */
const HOURS = [1, 1, 1, 1, 1, 2, 3, 5, 7, 9, 9, 8, 7, 9, 10, 10, 9, 8, 6, 5, 4, 3, 2, 2];
/** Of talks: minutes, and how many of ten have this length. */
const LENGTHS = [
  [10, 2],
  [30, 4],
  [45, 2],
  [90, 2],
];
const TYPES = 5;

/** What a minute of a talk takes of a place in a lane, in seconds; `per`: for each talk. Assumed: see docs/scale.md. */
export const COSTS = {
  probe: { lane: 'intake', per: 0.5, perMinute: 0 },
  transcribe: { lane: 'ai', per: 3, perMinute: 1.2 },
  screenshots: { lane: 'media', per: 0.5, perMinute: 1.5 },
  slides: { lane: 'media', per: 1, perMinute: 1 },
  chapters: { lane: 'ai', per: 5, perMinute: 0.1 },
  index: { lane: 'ai', per: 1, perMinute: 0.1 },
  draft: { lane: 'ai', per: 30, perMinute: 0.4 },
};

/** The tasks of so many talks by so many people, for `simulate`. */
export function dayOf({ talks, owners, seed = 'a day' }) {
  const { next: random } = randomFrom(seed);
  const among = (weighted) => {
    let left = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
    return weighted.find(([, weight]) => (left -= weight) < 0)?.[0] ?? weighted[0][0];
  };
  return Array.from({ length: talks }, () => {
    // Some people record far more than others.
    const owner = `owner ${Math.floor(owners * random() ** 3)}`;
    const at = (among(HOURS.map((weight, hour) => [hour, weight])) + random()) * HOUR_MS;
    return talkOf(owner, at, among(LENGTHS));
  });
}

function talkOf(owner, at, minutes) {
  const work = (name, then) => {
    const { lane, per, perMinute } = COSTS[name];
    return { owner, name, lane, at: 0, ms: (per + perMinute * minutes) * 1_000, then };
  };
  const drafts = Array.from({ length: TYPES }, () => work('draft'));
  // Chapters wait for the slower of what is heard and what is read; here for what is heard, which takes longer for nearly all.
  const heard = work('transcribe', [work('chapters', drafts), work('index')]);
  return { ...work('probe', [heard, work('screenshots', [work('slides')])]), at };
}
