/**
 * Unfinished uploads in the bucket itself, each as a multipart upload of the recording it will be: when it is whole nothing
 * is copied. What is short of a part when a request ends lies beside it, as an object named by the offset where it ends. The
 * upload's row says how many bytes are stored, and moves on only after they are; so a process may be killed anywhere, and
 * one that lost its lease without knowing changes nothing.
 */
import { Logger } from '@nestjs/common';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DataSource } from 'typeorm';
import { UploadRow } from '../database/entities/upload.entity.js';
import type { Multipart } from '../outside/storage/s3/multipart.js';
import { MultipartGone, partBytesFor } from '../outside/storage/s3/multipart.js';
import type { S3Storage } from '../outside/storage/s3/s3-storage.js';
import { ObjectNotFound } from '../outside/storage/storage.js';
import { PartWriter } from './part-writer.js';
import { gaveWay, uploadExpired } from './refusals.js';
import type { UploadBytes } from './upload-bytes.js';
import { BytesGone, folderOf, recordingOf } from './upload-bytes.js';

const tailsOf = (upload: UploadRow): string => `${folderOf(upload)}tail/`;
const tailOf = (upload: UploadRow, offset: number): string => `${tailsOf(upload)}${offset}`;

export class BucketBytes implements UploadBytes {
  private readonly logger = new Logger(BucketBytes.name);

  constructor(
    private readonly db: DataSource,
    private readonly storage: S3Storage,
  ) {}

  /** A bucket has no end. */
  freeBytes(): Promise<number> {
    return Promise.resolve(Infinity);
  }

  async begin(upload: UploadRow): Promise<void> {
    const { id: multipartId } = await this.storage.multiparts.begin(recordingOf(upload));
    const partBytes = partBytesFor(upload.sizeBytes);
    await this.db.manager.update(UploadRow, { id: upload.id }, { multipartId, partBytes });
  }

  storedBytes({ multipartId, storedBytes }: UploadRow): Promise<number | null> {
    return Promise.resolve(multipartId === null ? null : storedBytes);
  }

  async append(upload: UploadRow, offset: number, bytes: Readable): Promise<number> {
    try {
      return await this.write(upload, offset, bytes);
    } catch (error) {
      if (!(error instanceof MultipartGone || error instanceof ObjectNotFound)) throw error;
      this.logger.warn(`The bytes of the upload ${upload.id} were removed from the bucket: ${error.message}`);
      await this.db.manager.update(UploadRow, { id: upload.id, state: 'receiving' }, { state: 'expired' });
      throw uploadExpired();
    }
  }

  async makeObject(upload: UploadRow): Promise<void> {
    try {
      await this.storage.multiparts.complete(multipartOf(upload), upload.sizeBytes);
    } catch (error) {
      if (!(error instanceof MultipartGone)) throw error;
      const isDone = (await this.storage.size(recordingOf(upload))) === upload.sizeBytes;
      if (!isDone) throw new BytesGone(upload, { cause: error });
    }
  }

  async remove(upload: UploadRow): Promise<void> {
    if (upload.multipartId === null) return;
    // A whole one is the object by now.
    if (upload.state === 'receiving' || upload.state === 'expired') {
      await this.storage.multiparts.abort(multipartOf(upload));
    }
    await this.storage.removeAll(tailsOf(upload));
  }

  private async write(upload: UploadRow, offset: number, bytes: Readable): Promise<number> {
    const { sizeBytes, partBytes } = upload;
    const writer = new PartWriter(
      { sizeBytes, partBytes: partBytes ?? partBytesFor(sizeBytes) },
      await this.tail(upload, offset),
      offset,
      {
        part: (number, part) => this.storage.multiparts.sendPart(multipartOf(upload), number, part),
        tail: async (end, tail) => {
          await this.storage.put(tailOf(upload, end), Readable.from([tail]));
        },
        stored: (from, to) => this.moveOn(upload, from, to),
      },
    );
    for await (const chunk of bytes) await writer.add(chunk as Buffer);
    const end = await writer.end();
    if (end > offset && hasTail(upload, offset)) this.removeTail(tailOf(upload, offset));
    return end;
  }

  /** The stored bytes from the last part's end to `offset`. Throws `ObjectNotFound`. */
  private async tail(upload: UploadRow, offset: number): Promise<Buffer> {
    return hasTail(upload, offset) ? buffer(await this.storage.get(tailOf(upload, offset))) : Buffer.alloc(0);
  }

  private async moveOn({ id }: UploadRow, from: number, to: number): Promise<void> {
    const before = { id, state: 'receiving', storedBytes: from } as const;
    const { affected } = await this.db.manager.update(UploadRow, before, { storedBytes: to });
    if (affected !== 1) throw gaveWay();
  }

  private removeTail(key: string): void {
    this.storage.remove(key).catch((error: unknown) => {
      this.logger.warn(`${key} is left over until its upload is whole: ${String(error)}`);
    });
  }
}

function multipartOf(upload: UploadRow): Multipart {
  if (upload.multipartId === null) throw new Error(`The upload ${upload.id} was not begun in a bucket.`);
  return { key: recordingOf(upload), id: upload.multipartId };
}

/** The last part may be short, and ends in no tail. */
const hasTail = ({ partBytes, sizeBytes }: UploadRow, offset: number): boolean =>
  partBytes !== null && offset < sizeBytes && offset % partBytes > 0;
