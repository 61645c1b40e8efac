/** The storage port on a bucket of any server that speaks S3. */
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { MultipartUpload } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { download } from './download.js';
import { explained, isMissing, isOutOfRange } from './errors.js';
import { partBytesFor, S3Multiparts } from './multipart.js';
import { S3Uploads } from './s3-uploads.js';
import type { S3Settings } from './settings.js';
import { asksOnlyOnce, inTime, silenceMs } from './silence.js';
import type { Patience } from '../driver.js';
import type { ListedObject, StoredObject } from '../storage.js';
import { Measure, namesIn, namesInPrefix, ObjectNotFound, Storage } from '../storage.js';

const DELETIONS_AT_ONCE = 16;
const CHECKED = 'ok';

export class S3Storage extends Storage {
  readonly resumable: S3Uploads;
  private readonly client: S3Client;
  /** Signs addresses for browsers, and is never sent anything. */
  private readonly signer: S3Client | null;
  private readonly bucket: { Bucket: string };

  /** Keys come from where Amazon's SDK looks for them, such as `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`. */
  constructor(
    private readonly settings: S3Settings,
    private readonly patience: Patience,
  ) {
    super();
    const { bucket, endpoint, publicEndpoint } = settings;
    this.bucket = { Bucket: bucket };
    this.client = connect(settings, endpoint, patience);
    if (patience === 'request') asksOnlyOnce(this.client);
    this.resumable = new S3Uploads(this, new S3Multiparts(this.client, settings));
    const isPublic = publicEndpoint !== undefined || endpoint === undefined;
    this.signer = isPublic ? connect(settings, publicEndpoint, patience) : null;
  }

  async put(
    key: string,
    body: Readable,
    { signal, maxBytes = Infinity }: { signal?: AbortSignal; maxBytes?: number } = {},
  ): Promise<StoredObject> {
    const params = this.at(key);
    const partSize = partBytesFor(maxBytes);
    // The next part gathers while one is sent. More than one at once would go on sending after one has failed.
    const measured = new Measure(maxBytes, partSize);
    const fed = pipeline(body, measured, signal ? { signal } : {});
    const upload = new Upload({ client: this.client, params: { ...params, Body: measured }, partSize, queueSize: 1 });
    // It fails when the stream does, and then has removed the parts it sent.
    const sent = upload.done().catch((error: unknown) => {
      measured.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
    const [feeding, sending] = await Promise.allSettled([fed, sent]);
    if (feeding.status === 'rejected') throw explained(feeding.reason, this.settings);
    if (sending.status === 'rejected') throw explained(sending.reason, this.settings);
    return measured.result();
  }

  async get(key: string, range?: { start: number; end: number }): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ ...this.at(key), ...(Range && { Range }) }));
      if (!(Body instanceof Readable)) throw new Error(`S3 answered without the bytes of ${key}.`);
      return inTime(Body, silenceMs[this.patience]);
    } catch (error) {
      if (isOutOfRange(error)) return Readable.from([]);
      throw isMissing(error) ? new ObjectNotFound(key, { cause: error }) : explained(error, this.settings);
    }
  }

  async size(key: string): Promise<number | null> {
    try {
      const { ContentLength } = await this.client.send(new HeadObjectCommand(this.at(key)));
      return ContentLength ?? 0;
    } catch (error) {
      if (isMissing(error)) return null;
      throw explained(error, this.settings);
    }
  }

  async fetchTo(key: string, path: string, signal?: AbortSignal): Promise<void> {
    try {
      await download(this.client, this.at(key), path, silenceMs[this.patience], signal);
    } catch (error) {
      throw isMissing(error) ? new ObjectNotFound(key, { cause: error }) : explained(error, this.settings);
    }
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    if (prefix !== '') namesInPrefix(prefix);
    const { client } = this;
    try {
      for await (const page of paginateListObjectsV2({ client }, { ...this.bucket, Prefix: prefix })) {
        for (const { Key, Size, LastModified } of page.Contents ?? []) {
          if (Key !== undefined) yield { key: Key, sizeBytes: Size ?? 0, modifiedAt: LastModified ?? new Date() };
        }
      }
    } catch (error) {
      throw explained(error, this.settings);
    }
  }

  async remove(key: string): Promise<void> {
    await this.ask(() => this.client.send(new DeleteObjectCommand(this.at(key))));
  }

  async removeAll(prefix: string): Promise<void> {
    namesInPrefix(prefix);
    // One by one: DeleteObjects is what S3 servers differ in most (its checksum; Google has none).
    let keys: string[] = [];
    for await (const { key } of this.list(prefix)) {
      keys.push(key);
      if (keys.length < DELETIONS_AT_ONCE) continue;
      await this.removeAtOnce(keys);
      keys = [];
    }
    await this.removeAtOnce(keys);
  }

  async removeAborted(before: Date, wanted: ReadonlySet<string> = new Set()): Promise<number> {
    let removed = 0;
    for await (const { Key, UploadId, Initiated } of this.unfinished()) {
      if (!Key || !UploadId || !Initiated || Initiated >= before || wanted.has(Key)) continue;
      await this.ask(() => this.client.send(new AbortMultipartUploadCommand({ ...this.bucket, Key, UploadId })));
      removed += 1;
    }
    return removed;
  }

  async presign(key: string, seconds: number, headers?: { type: string; disposition: string }): Promise<string | null> {
    const said = headers && { ResponseContentType: headers.type, ResponseContentDisposition: headers.disposition };
    const command = new GetObjectCommand({ ...this.at(key), ...said });
    return this.signer && getSignedUrl(this.signer, command, { expiresIn: seconds });
  }

  /** A bucket has no end. */
  freeBytes(): Promise<number> {
    return Promise.resolve(Infinity);
  }

  async check(): Promise<void> {
    // Of this process alone, or another one's check would take it away.
    const key = `check-${randomUUID()}`;
    try {
      await this.client.send(new PutObjectCommand({ ...this.at(key), Body: CHECKED }));
      const { Body } = await this.client.send(new GetObjectCommand(this.at(key)));
      const read = await Body?.transformToString();
      await this.remove(key);
      if (read !== CHECKED) throw new Error(`The object ${key} does not hold what was written to it.`);
    } catch (error) {
      throw explained(error, this.settings);
    }
  }

  private async removeAtOnce(keys: string[]): Promise<void> {
    const remove = (Key: string) => this.client.send(new DeleteObjectCommand({ ...this.bucket, Key }));
    await this.ask(() => Promise.all(keys.map(remove)));
  }

  private async *unfinished(): AsyncIterable<MultipartUpload> {
    let marker = {};
    for (;;) {
      const page = await this.ask(() =>
        this.client.send(new ListMultipartUploadsCommand({ ...this.bucket, ...marker })),
      );
      yield* page.Uploads ?? [];
      if (!page.IsTruncated) return;
      marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
  }

  private async ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explained(error, this.settings);
    }
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { ...this.bucket, Key: namesIn(key).join('/') };
  }
}

const connect = ({ region, forcePathStyle }: S3Settings, endpoint: string | undefined, patience: Patience): S3Client =>
  new S3Client({
    region,
    forcePathStyle,
    maxAttempts: 4,
    ...(endpoint !== undefined && { endpoint }),
    // By default it adds checksums of its own kind, which other servers than Amazon's refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: silenceMs[patience], socketTimeout: silenceMs[patience] },
  });
