/** Recordings that were put one behind another in one file: where each begins. Players read the first only, or lose the time. */
import { open } from 'node:fs/promises';
import { flashFiles, flashHeads } from './flash.js';
import { isoFiles } from './iso.js';
import { Bytes } from './parts.js';

/** One of them. */
export interface Place {
  /** In bytes. */
  position: number;
  /** So many bytes from the file's beginning are to be read before it; 0 where it has heads of its own. */
  headBytes: number;
  /** In seconds; null where only its own heads tell. */
  duration: number | null;
}

/** Seconds on its own clock, and the place of its first packet, in bytes. */
interface Section {
  position: number;
  start: number;
  end: number;
}

/** What is read of a file to find where a section begins, before its first packet. */
const WINDOW = 4 * 1024 ** 2;
const LONGEST_HEADS = 16 * 1024 ** 2;

/** Null: it cannot be told where it begins. `before`: the bytes between the section before and its first packet, and that packet. */
type Find = (before: Buffer, bytes: Bytes) => Promise<{ back: number; headBytes: number } | null>;

const own = (back: number): Promise<{ back: number; headBytes: number }> => Promise.resolve({ back, headBytes: 0 });
/** Of the first packet, so much is looked at. */
const PACKET_HEAD = 16;

const EBML = Buffer.from('1a45dfa3', 'hex');
const CLUSTER = Buffer.from('1f43b675', 'hex');
const PACK = Buffer.from('000001ba', 'hex');
const SYNC = 0x47;
const FIRST_PAGE = 0x02;

/** By ffprobe's name of the container. What is not named here is left as it is. */
const finders: Record<string, Find> = {
  mpegts(before) {
    const packet = before.subarray(-PACKET_HEAD);
    // Those of cameras (192 bytes) have four more in front.
    return packet[0] === SYNC || packet[4] === SYNC ? own(0) : Promise.resolve(null);
  },
  mpeg(before) {
    const at = before.lastIndexOf(PACK);
    return at < 0 ? Promise.resolve(null) : own(before.length - PACKET_HEAD - at);
  },
  async 'matroska,webm'(before, bytes) {
    const back = (at: number): number => before.length - PACKET_HEAD - at;
    const file = before.lastIndexOf(EBML);
    if (file >= 0) return own(back(file));
    const cluster = before.lastIndexOf(CLUSTER);
    const headBytes = (await bytes.read(0, LONGEST_HEADS)).indexOf(CLUSTER);
    return cluster < 0 || headBytes < 0 ? null : { back: back(cluster), headBytes };
  },
  ogg(before) {
    for (let at = before.indexOf('OggS'); at >= 0; at = before.indexOf('OggS', at + 1)) {
      if ((before[at + 5] ?? 0) & FIRST_PAGE) return own(before.length - PACKET_HEAD - at);
    }
    return Promise.resolve(null);
  },
  async flv(_before, bytes) {
    return { back: 0, headBytes: await flashHeads(bytes) };
  },
};

/**
 * Where each recording in the file begins, if there are several; else null. `format`: as ffprobe names it. `sections`: where its
 * clock is set anew, by its packets.
 */
export async function placesOf(path: string, format: string, sections: Section[]): Promise<Place[] | null> {
  const file = await open(path);
  try {
    const bytes = new Bytes(file, (await file.stat()).size);
    const places = (await wholeFiles(bytes, format)) ?? (await bySections(bytes, format, sections));
    return places && places.length > 1 ? places : null;
  } finally {
    await file.close();
  }
}

async function bySections(bytes: Bytes, format: string, sections: Section[]): Promise<Place[] | null> {
  const find = finders[format];
  if (!find) return null;
  const places: Place[] = [];
  for (const [i, { position, start, end }] of sections.entries()) {
    const duration = end - start;
    if (i === 0) {
      places.push({ position: 0, headBytes: 0, duration });
      continue;
    }
    const from = Math.max((sections[i - 1]?.position ?? 0) + 1, position - WINDOW);
    const found = await find(await bytes.read(from, position - from + PACKET_HEAD), bytes);
    if (!found) return null;
    places.push({ position: position - found.back, headBytes: found.headBytes, duration });
  }
  return places;
}

/** Containers of which readers take the first only, and say nothing of what comes after. */
const filesIn: Record<string, (bytes: Bytes) => Promise<number[]>> = {
  flv: flashFiles,
  'mov,mp4,m4a,3gp,3g2,mj2': isoFiles,
};

async function wholeFiles(bytes: Bytes, format: string): Promise<Place[] | null> {
  const files = (await filesIn[format]?.(bytes)) ?? [];
  if (files.length < 2 || files[0] !== 0) return null;
  return files.map((position) => ({ position, headBytes: 0, duration: null }));
}
