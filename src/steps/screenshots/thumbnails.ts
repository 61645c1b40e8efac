/** The grey values by which screenshots are told apart, in a file: of a day they would take half a gigabyte of memory. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** Where one lies in the file, in bytes. */
export interface Place {
  at: number;
  bytes: number;
}

export class Thumbnails {
  private readonly file: number;
  private end = 0;

  /** `path`: of a file that does not exist yet. */
  constructor(path: string) {
    this.file = openSync(path, 'wx+');
  }

  /** `packed`: deflated, in base64. */
  add(packed: string): Place {
    const bytes = Buffer.from(packed, 'base64');
    const place = { at: this.end, bytes: bytes.length };
    writeSync(this.file, bytes, 0, bytes.length, place.at);
    this.end += bytes.length;
    return place;
  }

  read({ at, bytes }: Place): Buffer {
    const packed = Buffer.alloc(bytes);
    readSync(this.file, packed, 0, bytes, at);
    return inflateRawSync(packed);
  }

  close(): void {
    closeSync(this.file);
  }
}
