/** What a file's packets say of its time: when each stream begins and ends, its holes, and where its clock is set anew. */
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

/** First and last moment of a stream in seconds, from its packets, on the file's own clock. */
export interface Extent {
  start: number;
  end: number;
  /** The longest time in seconds without a key frame, holes left out. */
  keyGap: number;
  /** How many packets hold something: MP4 fills pauses between captions with empty ones. */
  packets: number;
  /** From where to where there is nothing for a minute or more. */
  holes: [number, number][];
  /** The same for half a second or more. */
  gaps: [number, number][];
  /** From where to where its packets are nothing but zeros: what is left of them where a disk or a copy failed. */
  blank: [number, number][];
}

/** A stretch of the file with one clock, in seconds on it. Some files have several: recordings that were put one behind another. */
export interface Section {
  /** Where it begins: of its packets' places in the file the first, in bytes. */
  position: number;
  start: number;
  end: number;
}

export interface Walked {
  /** By the stream's index. */
  extents: Map<number, Extent>;
  /** One for most files; of those that hold nothing, none. */
  sections: Section[];
  /** Where the last packet begins, in bytes; 0 where that is not told. */
  readTo: number;
  /** Something in the file was not as it should be. Many programs write what readers complain of, so that alone says little. */
  complained: boolean;
}

/** What `walk` has ffprobe print of each packet, in the order in which it does. */
export const PACKET_ENTRIES = 'packet=codec_type,stream_index,pts_time,dts_time,duration_time,size,pos,flags,data_hash';
/** Of zeros it is known without counting. */
export const PACKET_HASH = ['-show_data_hash', 'adler32'];
const ADLER = 65_521;

/** In bytes: the length of an empty caption in MP4 is all that its packet says. */
const EMPTY_BYTES = 2;
/** Shorter ones may be zeros by chance. */
const SHORT_BYTES = 8;
/** In seconds. What is less is decoded through, and takes next to nothing. */
const HOLE = 60;
/** In seconds. What packets claim to last may be a hole: in MP4 each lasts until the next one. */
const LONGEST_PACKET = 10;
/** In seconds. */
export const GAP = 0.5;
/** A day has fewer. */
export const MOST_HOLES = 2_000;

interface Packet {
  /** Sound or pictures: by them people tell the time. */
  isTimed: boolean;
  index: number;
  start: number;
  end: number;
  /** When it is decoded; null where that is not told. */
  decoded: number | null;
  bytes: number;
  position: number;
  flags: string;
  isBlank: boolean;
}

/** Whether anything is written to it. */
export async function saysAnything(stderr: NodeJS.ReadableStream): Promise<boolean> {
  let says = false;
  stderr.on('data', () => (says = true));
  await finished(stderr);
  return says;
}

/**
 * Reads lines of `PACKET_ENTRIES`. `leap`: in seconds; so far the clock may jump ahead and still be the same one. A packet to
 * discard (D) is cut away by the file's edit list; one that is known to be corrupt (C) counts as a complaint.
 */
export async function walked(stdout: NodeJS.ReadableStream, leap: number): Promise<Walked> {
  const extents = new Map<number, Extent>();
  const keys = new Map<number, number>();
  const filled = new Map<number, number>();
  const clocks = new Clocks(leap);
  let [readTo, complained] = [0, false];
  for await (const line of createInterface({ input: stdout })) {
    const packet = packetOf(line);
    if (packet === null) continue;
    clocks.add(packet);
    const { index, start, end, bytes, flags } = packet;
    readTo = Math.max(readTo, packet.position);
    complained ||= flags.includes('C');
    const known = extents.get(index) ?? { start, end, keyGap: 0, packets: 0, holes: [], gaps: [], blank: [] };
    extents.set(index, known);
    const until = filled.get(index) ?? start;
    if (start - until >= GAP && known.gaps.length < MOST_HOLES) known.gaps.push([until, start]);
    if (packet.isBlank) addBlank(known.blank, start, end);
    if (start - until >= HOLE) {
      if (known.holes.length < MOST_HOLES) known.holes.push([until, start]);
      keys.set(index, start - (until - (keys.get(index) ?? known.start)));
    }
    filled.set(index, Math.max(until, Math.min(end, start + LONGEST_PACKET)));
    known.keyGap = Math.max(known.keyGap, start - (keys.get(index) ?? known.start));
    if (bytes > EMPTY_BYTES) known.packets++;
    known.start = Math.min(known.start, start);
    known.end = Math.max(known.end, end);
    if (flags.includes('K')) keys.set(index, start);
  }
  return { extents, sections: clocks.sections, readTo, complained };
}

/** To the one before where they touch. Pictures come in another order than they are shown in. */
function addBlank(blank: Extent['blank'], start: number, end: number): void {
  const last = blank.at(-1);
  if (last && start <= last[1] + GAP && end >= last[0] - GAP) {
    last[0] = Math.min(last[0], start);
    last[1] = Math.max(last[1], end);
  } else if (blank.length < MOST_HOLES) {
    blank.push([start, end]);
  }
}

function packetOf(line: string): Packet | null {
  const [type, ...rest] = line.split(',');
  const [index, pts, dts, duration, bytes = 0, position] = rest.map(Number);
  const flags = rest[6] ?? '';
  const hash = rest[7] ?? '';
  const start = Number.isFinite(pts) ? pts : dts;
  if (flags.includes('D') || index === undefined || !Number.isInteger(index)) return null;
  if (start === undefined || !Number.isFinite(start)) return null;
  return {
    isTimed: type === 'video' || type === 'audio',
    index,
    start,
    end: start + (duration !== undefined && duration > 0 ? duration : 0),
    // Pictures are stored in another order than they are shown in; of sound both are the same.
    decoded: dts !== undefined && Number.isFinite(dts) ? dts : type === 'audio' ? start : null,
    bytes,
    position: position !== undefined && Number.isFinite(position) ? position : -1,
    flags,
    isBlank: bytes > SHORT_BYTES && hash === `adler32:${(bytes % ADLER).toString(16).padStart(4, '0')}0001`,
  };
}

/** In seconds. Encoders that lose their step go back by less. */
const BACK = 1;
/** More are taken for a clock that is broken, not set. */
const MOST_SECTIONS = 1_000;
/** In seconds. A stream that goes on for so long where others were set anew shows that they are broken instead. */
const STRAYED = 10;

/** Finds where the clock is set anew. Each stream tells it for itself, and they come mixed: the end of one, the new beginning of another. */
class Clocks {
  private readonly found: (Section & { now: number })[] = [];
  private readonly streams = new Map<number, { section: number; decoded: number; behind: number | null }>();
  private isBroken = false;

  constructor(private readonly leap: number) {}

  get sections(): Section[] {
    const all = this.found.map(({ position, start, end }) => ({ position, start, end }));
    const [first, ...others] = all;
    if (!first || !this.isBroken) return all;
    const end = others.reduce((latest, section) => Math.max(latest, section.end), first.end);
    return [{ ...first, end }];
  }

  add({ isTimed, index, decoded, start, end, position }: Packet): void {
    if (!isTimed || decoded === null) return;
    const until = Math.max(end, decoded);
    const at = this.sectionOf(index, decoded);
    const section = this.found[at];
    if (section) {
      section.start = Math.min(section.start, start);
      section.end = Math.max(section.end, until);
      section.now = Math.max(section.now, decoded);
      if (position >= 0 && at > 0) section.position = Math.min(section.position, position);
    } else {
      this.found.push({ position: Math.max(0, position), start, end: until, now: decoded });
    }
    const behind = at === this.found.length - 1 ? null : (this.streams.get(index)?.behind ?? decoded);
    if (behind !== null && decoded - behind > STRAYED) this.isBroken = true;
    this.streams.set(index, { section: at, decoded, behind });
  }

  /** One more than there are, where a new one begins. */
  private sectionOf(index: number, decoded: number): number {
    const newest = this.found.length - 1;
    const before = this.streams.get(index);
    if (!before) return Math.max(0, newest);
    if (before.section < newest) return this.nearest(before.section, decoded);
    const isAhead = decoded > (this.found[newest]?.end ?? decoded) + this.leap;
    const isSet = isAhead || decoded < before.decoded - BACK;
    return isSet && this.found.length < MOST_SECTIONS ? newest + 1 : newest;
  }

  /** What lies together in a file is shown at the same time. */
  private nearest(from: number, decoded: number): number {
    let best = from;
    const far = (at: number): number => Math.abs(decoded - (this.found[at]?.now ?? Infinity));
    for (let at = from + 1; at < this.found.length; at++) if (far(at) <= far(best)) best = at;
    return best;
  }
}
