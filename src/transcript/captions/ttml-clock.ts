/** Times as TTML writes them. https://www.w3.org/TR/ttml2/#timing-value-time-expression. Pure. */
import { timeInMs } from './times.js';

/** What the root says of its clock. Defaults as in the standard. */
export interface Clock {
  /** As the frames are counted, and as they pass. */
  nominalRate: number;
  frameRate: number;
  subFrames: number;
  tickRate: number;
  /** Seconds are so many frames then, however long these take. */
  countsFrames: boolean;
  /** Two numbers of frames are left out each minute but the tenth, so that the count keeps up with the clock. */
  dropsFrames: boolean;
}

const USUAL_RATE = 30;

export const usualClock = (): Clock => ({
  nominalRate: USUAL_RATE,
  frameRate: USUAL_RATE,
  subFrames: 1,
  tickRate: 1,
  countsFrames: false,
  dropsFrames: false,
});

/** `named`: the attributes of the root, without prefixes. */
export function clockOf(named: ReadonlyMap<string, string>): Clock {
  const rate = Number(named.get('frameRate') ?? USUAL_RATE);
  const [times = 1, over = 1] = (named.get('frameRateMultiplier') ?? '1 1').split(/[\s:]+/).map(Number);
  const isRate = rate > 0 && times > 0 && over > 0;
  const nominalRate = isRate ? rate : USUAL_RATE;
  const frameRate = isRate ? (rate * times) / over : USUAL_RATE;
  const subFrames = Number(named.get('subFrameRate')) || 1;
  const ticks = Number(named.get('tickRate'));
  return {
    nominalRate,
    frameRate,
    subFrames,
    tickRate: ticks > 0 ? ticks : named.has('frameRate') ? frameRate * subFrames : 1,
    countsFrames: named.get('timeBase') === 'smpte',
    dropsFrames: named.get('dropMode') === 'dropNTSC',
  };
}

const WITH_CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d+)|[:;](\d+)(?:\.(\d+))?)?$/;
/** Without a unit some programs mean seconds. */
const WITH_UNIT = /^(\d+(?:\.\d+)?)(h|ms|m|s|f|t)?$/;

/** In ms; null where there is none, NaN where it cannot be read. */
export function timeOf(text: string | undefined, clock: Clock): number | null {
  if (text === undefined) return null;
  const parted = WITH_CLOCK.exec(text.trim());
  if (parted) return withFrames(parted, clock);
  const [, amount, unit = 's'] = WITH_UNIT.exec(text.trim()) ?? [];
  const units: Record<string, number> = {
    h: 3_600_000,
    m: 60_000,
    s: 1_000,
    ms: 1,
    f: 1_000 / clock.frameRate,
    t: 1_000 / clock.tickRate,
  };
  return Math.round(Number(amount) * (units[unit] ?? NaN));
}

function withFrames(parted: RegExpExecArray, clock: Clock): number {
  const [, hours, minutes, seconds, fraction, whole, sub] = parted;
  const ms = timeInMs(hours, minutes, seconds, fraction);
  if (ms === null) return NaN;
  const frames = Number(whole ?? 0) + Number(sub ?? 0) / clock.subFrames;
  if (!clock.countsFrames || fraction !== undefined) return ms + Math.round((frames / clock.frameRate) * 1_000);
  const allMinutes = Number(hours ?? 0) * 60 + Number(minutes);
  const dropped = clock.dropsFrames ? 2 * (allMinutes - Math.floor(allMinutes / 10)) : 0;
  return Math.round((((ms / 1_000) * clock.nominalRate + frames - dropped) / clock.frameRate) * 1_000);
}
