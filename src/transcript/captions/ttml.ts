/** TTML and its kin (DFXP, iTT, SMPTE-TT, EBU-TT). https://www.w3.org/TR/ttml2/ */
import { Parser } from 'htmlparser2';
import type { RawCue } from './cue.js';
import { nextStarts, timeInMs } from './times.js';

/** What the root says of its clock. Defaults as in the standard, 8.2. */
interface Clock {
  frameRate: number;
  tickRate: number;
}

const WITH_CLOCK = /^(\d+):(\d{1,2}):(\d{1,2})(?:[.,](\d+)|[:;](\d+(?:\.\d+)?))?$/;
const WITH_UNIT = /^(\d+(?:\.\d+)?)(h|ms|m|s|f|t)$/;

/** How long the last paragraph is shown when nobody says so. */
const LAST_MS = 5_000;

/** What cannot be read has no cues. A time of `body` or `div` is where the times inside of it count from. */
export function readTtml(text: string): RawCue[] {
  const reader = new TtmlReader();
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => reader.open(localName(tag), withoutPrefixes(attributes)),
      ontext: (said) => reader.say(said),
      onclosetag: (tag) => reader.close(localName(tag)),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return closed(reader.cues);
}

class TtmlReader {
  readonly cues: RawCue[] = [];
  private readonly clock: Clock = { frameRate: 30, tickRate: 1 };
  /** Where the times inside of each open element count from. */
  private readonly zeros: number[] = [];
  private cue: RawCue | null = null;
  /** The paragraph has a time of its own, so that those of its spans say only which word is lit. */
  private paragraphTimed = false;

  open(name: string, named: Map<string, string>): void {
    if (name === 'tt') readClock(this.clock, named);
    const zero = this.zeros.at(-1) ?? 0;
    this.zeros.push(zero + (timeOf(named.get('begin'), this.clock) ?? 0));
    if (name === 'p') {
      this.paragraphTimed = named.has('begin');
      this.cue = this.begun(named, zero);
    }
    if (name === 'span' && this.cue && !this.paragraphTimed && named.has('begin')) {
      this.cues.push(this.cue);
      this.cue = this.begun(named, zero);
    }
    if (name === 'br') this.cue?.lines.push('');
  }

  say(said: string): void {
    if (!this.cue) return;
    const last = this.cue.lines.length - 1;
    this.cue.lines[last] = `${this.cue.lines[last] ?? ''}${said}`;
  }

  close(name: string): void {
    this.zeros.pop();
    if (name !== 'p' || !this.cue) return;
    this.cues.push(this.cue);
    this.cue = null;
  }

  private begun(named: Map<string, string>, zero: number): RawCue {
    const startMs = zero + (timeOf(named.get('begin'), this.clock) ?? 0);
    const dur = timeOf(named.get('dur'), this.clock);
    const end = timeOf(named.get('end'), this.clock);
    return { startMs, endMs: end !== null ? zero + end : dur !== null ? startMs + dur : NaN, lines: [''] };
  }
}

/** White space in XML is layout. A paragraph that says no end lasts until the next one begins. */
function closed(cues: RawCue[]): RawCue[] {
  const ends = nextStarts(cues);
  return cues.map((cue, i) => ({
    ...cue,
    endMs: Number.isNaN(cue.endMs) ? (ends[i] ?? cue.startMs + LAST_MS) : cue.endMs,
    lines: cue.lines.map((line) => line.replace(/\s+/g, ' ').trim()),
  }));
}

function readClock(clock: Clock, named: Map<string, string>): void {
  const rate = Number(named.get('frameRate') ?? 30);
  const [times = 1, over = 1] = (named.get('frameRateMultiplier') ?? '1 1').split(/[\s:]+/).map(Number);
  clock.frameRate = rate > 0 && times > 0 && over > 0 ? (rate * times) / over : 30;
  const ticks = Number(named.get('tickRate'));
  clock.tickRate = ticks > 0 ? ticks : named.has('frameRate') ? clock.frameRate : 1;
}

/** In ms; null where there is none, or it cannot be read. */
function timeOf(text: string | undefined, { frameRate, tickRate }: Clock): number | null {
  if (text === undefined) return null;
  const parted = WITH_CLOCK.exec(text.trim());
  if (parted) {
    const [, hours, minutes, seconds, fraction, frames] = parted;
    const whole = timeInMs(hours, minutes, seconds, fraction);
    return whole === null ? null : whole + Math.round((Number(frames ?? 0) / frameRate) * 1_000);
  }
  const [, amount, unit] = WITH_UNIT.exec(text.trim()) ?? [];
  if (amount === undefined) return null;
  const units: Record<string, number> = {
    h: 3_600_000,
    m: 60_000,
    s: 1_000,
    ms: 1,
    f: 1_000 / frameRate,
    t: 1_000 / tickRate,
  };
  return Math.round(Number(amount) * (units[unit ?? ''] ?? NaN));
}

const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);

const withoutPrefixes = (attributes: Record<string, string>): Map<string, string> =>
  new Map(Object.entries(attributes).map(([name, value]) => [localName(name), value]));
