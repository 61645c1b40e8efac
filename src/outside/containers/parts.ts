/** Containers are made of parts within parts, each with a name and a length. Only their heads are read, never a whole file. */
import type { FileHandle } from 'node:fs/promises';

/** A hostile file may consist of nothing but tiny parts. */
const MOST_PARTS = 2_000;

/** An open file, or rather a look at some bytes of it. */
export class Bytes {
  constructor(
    private readonly file: FileHandle,
    readonly size: number,
  ) {}

  /** Shorter than asked for where the file ends. */
  async read(at: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  }
}

export interface Part {
  name: string;
  /** Where its content begins and ends; null: as far as the file goes. The end may lie behind the file's. */
  start: number;
  end: number | null;
}

/** Reads the head of the part at `at`; null where there is none. */
export type ReadHead = (bytes: Bytes, at: number) => Promise<Part | null>;

/** The parts from `start`, up to `end` or the file's end, if that comes first. `even`: each begins at an even place. */
export async function* partsOf(
  bytes: Bytes,
  head: ReadHead,
  { start, end }: Pick<Part, 'start' | 'end'>,
  even = false,
): AsyncGenerator<Part> {
  const last = Math.min(end ?? bytes.size, bytes.size);
  for (let at = start, count = 0; at < last && count < MOST_PARTS; count++) {
    const part = await head(bytes, at);
    if (!part) return;
    yield part;
    if (part.end === null || part.end <= at) return;
    at = even ? part.end + (part.end % 2) : part.end;
  }
}

/** All parts that lie at this path of names, one name for each level. */
export async function* partsAt(
  bytes: Bytes,
  head: ReadHead,
  within: Pick<Part, 'start' | 'end'>,
  [name, ...deeper]: readonly string[],
): AsyncGenerator<Part> {
  for await (const part of partsOf(bytes, head, within)) {
    if (part.name !== name) continue;
    if (deeper.length === 0) yield part;
    else yield* partsAt(bytes, head, part, deeper);
  }
}

export interface Container {
  encrypted: boolean;
  /** How large the file should be, by its heads; null where they say nothing. */
  sizeBytes: number | null;
  /** How long the recording should be, where ffprobe works it out from the file's size instead. */
  durationMs: number | null;
  /** It ends in the middle of a part; what was to follow, nothing says. */
  breaksOff?: boolean;
  /** Its parts are numbered, and some are not there. */
  lacksParts?: boolean;
}

/** Null: another container. */
export type ReadContainer = (bytes: Bytes, firstBytes: Buffer) => Promise<Container | null>;

export const SAYS_NOTHING: Container = { encrypted: false, sizeBytes: null, durationMs: null };
