/** What the tus server writes to and asks: uploads as their rows say, and their bytes wherever they lie. */
import { DataStore, Upload } from '@tus/server';
import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { UploadRow } from '../database/entities/upload.entity.js';
import { problems } from '../http/problem.js';
import { Arriving } from './arriving.js';
import type { Hashes } from './hashes.js';
import { KEPT_HOURS } from './leases.js';
import { uploadExpired } from './refusals.js';
import type { UploadBytes } from './upload-bytes.js';

const KEPT_MS = KEPT_HOURS * 3_600_000;

const isWhole = ({ state }: UploadRow): boolean => state === 'stored' || state === 'finished';

export class TusStore extends DataStore {
  override readonly extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  private readonly writing = new Map<string, Promise<number>>();

  constructor(
    private readonly db: DataSource,
    private readonly bytes: UploadBytes,
    private readonly hashes: Hashes,
  ) {
    super();
  }

  override getExpiration(): number {
    return KEPT_MS;
  }

  override async create(upload: Upload): Promise<Upload> {
    await this.bytes.begin(await this.rowOf(upload.id));
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.rowOf(id);
    const { sizeBytes: size, filename, filetype, projectId, expiresAt } = row;
    if (isWhole(row)) return new Upload({ id, size, offset: size });
    const offset = await this.bytes.storedBytes(row);
    if (offset === null) throw uploadExpired();
    const metadata = { projectId, filename, ...(filetype !== null && { filetype }) };
    // tus counts from here; what counts for us is the last sign of life.
    const creation_date = new Date(expiresAt.getTime() - KEPT_MS).toISOString();
    return new Upload({ id, size, offset, metadata, creation_date });
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const arriving = new Arriving(this.hashes.until(id, offset), offset === 0);
    // What came before the connection broke is kept: here the bytes just end.
    readable.on('error', () => arriving.end());
    const writing = this.rowOf(id).then((row) => this.bytes.append(row, offset, readable.pipe(arriving)));
    this.writing.set(id, writing);
    try {
      return await writing;
    } catch (error) {
      throw arriving.refusal ?? error;
    } finally {
      this.writing.delete(id);
    }
  }

  override async remove(id: string): Promise<void> {
    this.hashes.forget(id);
    await this.bytes.remove(await this.rowOf(id));
  }

  /** After a broken connection the tus server does not wait for what came before to be stored. Until then its lease is needed. */
  async settled(id: string): Promise<void> {
    await Promise.allSettled([this.writing.get(id)]);
  }

  private async rowOf(id: string): Promise<UploadRow> {
    const row = await this.db.manager.findOneBy(UploadRow, { id });
    if (!row) throw problems.notFound('This upload');
    return row;
  }
}
