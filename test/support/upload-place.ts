/** Where uploads gather, and what can be seen of them there without asking Devreel's web processes. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Source } from '../../src/contract/project.js';
import { SourceRow } from '../../src/database/entities/project.entity.js';
import { UploadRow } from '../../src/database/entities/upload.entity.js';
import type { UnfinishedObject } from '../../src/outside/storage/resumable.js';
import type { Storage } from '../../src/outside/storage/storage.js';
import { readSettings } from '../../src/settings/env.js';
import { unfinishedOf } from '../../src/uploads/upload-bytes.js';
import type { Person } from './person.js';
import { idOf } from './tus.js';
import { until } from './until.js';
import type { World } from './world.js';
import { createWorld } from './world.js';

export interface UploadPlace {
  createWorld(settings?: Record<string, string>): Promise<World>;
  /** Of a request with this many bytes, some are stored before it ends. */
  pieceBytes: number;
  /** How many bytes of the upload are stored for good. */
  storedBytes(world: World, address: string): Promise<number>;
  /** Stores what is missing of these bytes, like a process that is killed before it can note that. */
  storeRest(world: World, address: string, bytes: Uint8Array): Promise<void>;
  /** Whether any bytes of the upload are left. */
  isKept(world: World, address: string): Promise<boolean>;
  /** The SHA-256 of the recording as it lies in the storage. */
  storedHash(world: World, projectId: string): Promise<string>;
}

interface PlaceOptions extends Partial<Pick<UploadPlace, 'isKept' | 'storedHash'>> {
  /** Of the storage, for all processes. */
  settings?: Record<string, string>;
  /** The processes share no folder. */
  apart?: boolean;
  pieceBytes?: number;
}

export const rowOf = (world: World, address: string): Promise<UploadRow | null> =>
  world.db.manager.findOneBy(UploadRow, { id: idOf(address) });

export const sourceOf = (person: Person, projectId: string): Promise<Source> =>
  until('the recording to be there', async () => (await person.snapshot(projectId)).source);

export const objectKeyOf = async (world: World, projectId: string): Promise<string> =>
  (await world.db.manager.findOneByOrFail(SourceRow, { projectId })).objectKey;

/** The storage that these settings name, as any process sees it that opens it. */
export function uploadPlace({
  settings = {},
  apart = false,
  pieceBytes = 2_000_000,
  ...own
}: PlaceOptions): UploadPlace {
  const opened = new WeakMap<World, Promise<Storage>>();
  const storageOf = (world: World): Promise<Storage> => {
    const storage = opened.get(world) ?? readSettings({ ...settings, DATA_DIR: world.dataDir }).openStorage();
    opened.set(world, storage);
    return storage;
  };
  const unfinished = async (world: World, address: string): Promise<UnfinishedObject> => {
    const row = await rowOf(world, address);
    return row ? unfinishedOf(row) : { id: idOf(address), key: 'no/such', sizeBytes: 0, state: null };
  };
  const stored = async (world: World, address: string): Promise<number | null> =>
    (await storageOf(world)).resumable.storedBytes(await unfinished(world, address));
  return {
    createWorld: (more = {}) => createWorld({ ...settings, ...more }, { apart }),
    pieceBytes,
    /** None before it is begun: the upload's row comes first. */
    storedBytes: async (world, address) => (await stored(world, address)) ?? 0,
    async storeRest(world, address, bytes) {
      const { resumable } = await storageOf(world);
      const object = await unfinished(world, address);
      const offset = (await resumable.storedBytes(object)) ?? 0;
      await resumable.append(object, offset, Readable.from([bytes.subarray(offset)]), {
        async remember(state) {
          const values = [object.id, JSON.stringify(state)];
          await world.db.query('UPDATE uploads SET driver_state = $2 WHERE id = $1', values);
        },
        onNews: (line) => process.stderr.write(`${line}\n`),
      });
    },
    isKept: async (world, address) => (await stored(world, address)) !== null,
    async storedHash(world, projectId) {
      const hash = createHash('sha256');
      const bytes = await (await storageOf(world)).get(await objectKeyOf(world, projectId));
      for await (const chunk of bytes) hash.update(chunk as Buffer);
      return hash.digest('hex');
    },
    ...own,
  };
}

/** Under DATA_DIR. */
export const inAFolder = uploadPlace({});
