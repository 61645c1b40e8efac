/** Hashes of uploads whose bytes all come through this process; those of others are computed when they are whole. */
import { Injectable } from '@nestjs/common';
import type { UploadRow } from '../database/entities/upload.entity.js';
import type { Hashed } from './arriving.js';
import { nothingHashed } from './arriving.js';

/** Under way at once; the oldest are let go of. */
const MOST = 200;

@Injectable()
export class Hashes {
  private readonly hashes = new Map<string, Hashed>();

  /** What to go on hashing from; null when bytes before `offset` did not come through this process, or not all of them. */
  until(id: string, offset: number): Hashed | null {
    const known = offset === 0 ? nothingHashed() : this.hashes.get(id);
    this.hashes.delete(id);
    if (known?.bytes !== offset) return null;
    this.hashes.set(id, known);
    const [oldest] = this.hashes.keys();
    if (oldest && this.hashes.size > MOST) this.hashes.delete(oldest);
    return known;
  }

  /** Hex SHA-256 of all its bytes, if it is known. */
  sha256({ id, sizeBytes }: UploadRow): string | null {
    const hashed = this.hashes.get(id);
    return hashed?.bytes === sizeBytes ? hashed.hash.copy().digest('hex') : null;
  }

  forget(id: string): void {
    this.hashes.delete(id);
  }
}
