/**
 * Unfinished objects in the bucket itself, each as a multipart upload: when one is whole nothing is copied. What is short of a
 * part when a request ends lies beside it, as an object named by the offset where it ends. The state says how many bytes are
 * stored, and moves on only after they are; so a process may be killed anywhere, and a writer that was overtaken without
 * knowing changes nothing.
 */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { AppendOptions, DriverState, ResumableWrites, UnfinishedObject } from '../resumable.js';
import { UnfinishedGone } from '../resumable.js';
import { ObjectNotFound } from '../storage.js';
import type { Storage } from '../storage.js';
import type { Multipart, S3Multiparts } from './multipart.js';
import { MultipartGone, partBytesFor } from './multipart.js';
import { PartWriter } from './part-writer.js';

const stateShape = z.object({
  /** S3's own name of the multipart upload. */
  multipartId: z.string(),
  /** The size of each of its parts but the last. */
  partBytes: z.int().positive(),
  storedBytes: z.int().min(0),
  /** Where what is short of a part lies: a prefix. */
  tails: z.string(),
});
type State = z.infer<typeof stateShape>;

export class S3Uploads implements ResumableWrites {
  constructor(
    private readonly storage: Pick<Storage, 'get' | 'put' | 'remove' | 'removeAll' | 'size'>,
    private readonly multiparts: S3Multiparts,
  ) {}

  async begin({ key, sizeBytes }: Omit<UnfinishedObject, 'state'>): Promise<DriverState> {
    const { id: multipartId } = await this.multiparts.begin(key);
    return { multipartId, partBytes: partBytesFor(sizeBytes), storedBytes: 0, tails: `${key}.tails/` } satisfies State;
  }

  storedBytes(object: UnfinishedObject): Promise<number | null> {
    return Promise.resolve(stateOf(object)?.storedBytes ?? null);
  }

  async append(object: UnfinishedObject, offset: number, bytes: Readable, options: AppendOptions): Promise<number> {
    const state = stateOf(object);
    if (!state) throw new UnfinishedGone(object);
    try {
      return await this.write(object, state, offset, bytes, options);
    } catch (error) {
      if (!(error instanceof MultipartGone || error instanceof ObjectNotFound)) throw error;
      throw new UnfinishedGone(object, { cause: error });
    }
  }

  async complete(object: UnfinishedObject): Promise<void> {
    const state = stateOf(object);
    if (!state) throw new UnfinishedGone(object);
    try {
      await this.multiparts.complete(multipartOf(object, state), object.sizeBytes);
    } catch (error) {
      if (!(error instanceof MultipartGone)) throw error;
      const isDone = (await this.storage.size(object.key)) === object.sizeBytes;
      if (!isDone) throw new UnfinishedGone(object, { cause: error });
    }
  }

  async remove(object: UnfinishedObject, isComplete: boolean): Promise<void> {
    const state = stateOf(object);
    if (!state) return;
    // A complete one is the object by now, and its bytes must stay.
    if (!isComplete) await this.multiparts.abort(multipartOf(object, state));
    await this.storage.removeAll(state.tails);
  }

  private async write(
    object: UnfinishedObject,
    state: State,
    offset: number,
    bytes: Readable,
    { remember, onNews }: AppendOptions,
  ): Promise<number> {
    const { sizeBytes } = object;
    const { partBytes } = state;
    const tail = tailAt(object, state, offset);
    const before = tail === null ? Buffer.alloc(0) : await buffer(await this.storage.get(tail));
    const writer = new PartWriter({ sizeBytes, partBytes }, before, offset, {
      part: (number, part) => this.multiparts.sendPart(multipartOf(object, state), number, part),
      tail: async (end, rest) => {
        await this.storage.put(`${state.tails}${end}`, Readable.from([rest]));
      },
      stored: (storedBytes) => remember({ ...state, storedBytes }),
    });
    for await (const chunk of bytes) await writer.add(chunk as Buffer);
    const end = await writer.end();
    if (end > offset && tail !== null) this.removeTail(tail, onNews);
    return end;
  }

  private removeTail(key: string, onNews: AppendOptions['onNews']): void {
    this.storage.remove(key).catch((error: unknown) => {
      onNews(`${key} is left over until its upload is whole: ${String(error)}`);
    });
  }
}

/** Null when it was begun in another storage, or not at all. */
const stateOf = ({ state }: UnfinishedObject): State | null => stateShape.safeParse(state).data ?? null;

const multipartOf = ({ key }: UnfinishedObject, { multipartId }: State): Multipart => ({ key, id: multipartId });

/** Where the stored bytes from the last part's end to `offset` lie; null where there are none. The last part may be short, and ends in no tail. */
const tailAt = ({ sizeBytes }: UnfinishedObject, { partBytes, tails }: State, offset: number): string | null =>
  offset < sizeBytes && offset % partBytes > 0 ? `${tails}${offset}` : null;
