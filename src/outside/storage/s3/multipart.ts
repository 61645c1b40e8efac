/** An object that comes into a bucket piece by piece, over many requests and processes: S3's multipart upload. */
import type { Part, S3Client } from '@aws-sdk/client-s3';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { explained, isGoneUpload } from './errors.js';
import type { S3Settings } from './settings.js';

/** S3's bounds: parts of 5 MiB or more, at most 10,000 (docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const PART_BYTES = 8 * 1024 * 1024;
const MAX_PARTS = 10_000;

/** How large the parts of an object of at most this many bytes are. All but the last have the same size. */
export const partBytesFor = (sizeBytes: number): number =>
  Number.isFinite(sizeBytes) ? Math.max(PART_BYTES, Math.ceil(sizeBytes / MAX_PARTS)) : PART_BYTES;

export interface Multipart {
  key: string;
  /** S3's own name for it. */
  id: string;
}

/** The bucket knows nothing of it: it was completed, aborted, or cleared away by a rule of the bucket. */
export class MultipartGone extends Error {
  constructor({ key }: Multipart, options: ErrorOptions) {
    super(`The bucket has no unfinished multipart upload of ${key}.`, options);
    this.name = 'MultipartGone';
  }
}

export class S3Multiparts {
  constructor(
    private readonly client: S3Client,
    private readonly settings: S3Settings,
  ) {}

  /** Begins an object, which is not there before `complete`. */
  async begin(key: string): Promise<Multipart> {
    const command = new CreateMultipartUploadCommand({ Bucket: this.settings.bucket, Key: key });
    const { UploadId: id } = await this.client.send(command).catch((error: unknown) => {
      throw explained(error, this.settings);
    });
    if (id === undefined) throw new Error(`S3 began a multipart upload of ${key} without naming it.`);
    return { key, id };
  }

  /** `number`: from 1. A part that is sent again replaces the one before. Throws `MultipartGone`. */
  async sendPart(upload: Multipart, number: number, bytes: Uint8Array): Promise<void> {
    await this.during(upload, () =>
      this.client.send(new UploadPartCommand({ ...this.at(upload), PartNumber: number, Body: bytes })),
    );
  }

  /** Makes the parts the object. Throws `MultipartGone`, and an error when they are not `sizeBytes` bytes together. */
  async complete(upload: Multipart, sizeBytes: number): Promise<void> {
    await this.during(upload, async () => {
      const parts = await this.partsOf(upload);
      const listedBytes = parts.reduce((sum, { Size = 0 }) => sum + Size, 0);
      if (listedBytes !== sizeBytes) {
        throw new Error(`The parts of ${upload.key} are ${listedBytes} bytes together instead of ${sizeBytes}.`);
      }
      const Parts = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      await this.client.send(new CompleteMultipartUploadCommand({ ...this.at(upload), MultipartUpload: { Parts } }));
    });
  }

  /** Removes all its parts. Does nothing when it is gone. */
  async abort(upload: Multipart): Promise<void> {
    try {
      await this.during(upload, () => this.client.send(new AbortMultipartUploadCommand(this.at(upload))));
    } catch (error) {
      if (!(error instanceof MultipartGone)) throw error;
    }
  }

  /** Page by page. The SDK's own pages never end with servers that name a next one on the last, such as Swift. */
  private async partsOf(upload: Multipart): Promise<Part[]> {
    const parts: Part[] = [];
    let marker = {};
    for (;;) {
      const page = await this.client.send(new ListPartsCommand({ ...this.at(upload), ...marker }));
      parts.push(...(page.Parts ?? []));
      if (!page.IsTruncated) return parts;
      marker = { PartNumberMarker: page.NextPartNumberMarker };
    }
  }

  private at({ key, id }: Multipart): { Bucket: string; Key: string; UploadId: string } {
    return { Bucket: this.settings.bucket, Key: key, UploadId: id };
  }

  private async during(upload: Multipart, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw isGoneUpload(error) ? new MultipartGone(upload, { cause: error }) : explained(error, this.settings);
    }
  }
}
