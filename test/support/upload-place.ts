/** Where uploads gather, and what can be seen of them there without asking Devreel. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../../src/contract/project.js';
import { SourceRow } from '../../src/database/entities/project.entity.js';
import { UploadRow } from '../../src/database/entities/upload.entity.js';
import type { Person } from './person.js';
import { idOf } from './tus.js';
import { until } from './until.js';
import type { World } from './world.js';
import { createWorld } from './world.js';

export interface UploadPlace {
  createWorld(settings?: Record<string, string>): Promise<World>;
  /** So many bytes that some of them are stored before a request with as many of them ends. */
  pieceBytes: number;
  /** How many bytes of it are stored for good. */
  storedBytes(world: World, address: string): Promise<number>;
  /** Stores what is missing of these bytes, as a process would that is killed before it can say so. */
  storeRest(world: World, address: string, bytes: Uint8Array): Promise<void>;
  /** Whether anything of it is left. */
  isKept(world: World, address: string): Promise<boolean>;
  /** The SHA-256 of the recording as it lies in the storage. */
  storedHash(world: World, projectId: string): Promise<string>;
}

export const rowOf = (world: World, address: string): Promise<UploadRow | null> =>
  world.db.manager.findOneBy(UploadRow, { id: idOf(address) });

export const sourceOf = (person: Person, projectId: string): Promise<Source> =>
  until('the recording to be there', async () => (await person.snapshot(projectId)).source);

export const objectKeyOf = async (world: World, projectId: string): Promise<string> =>
  (await world.db.manager.findOneByOrFail(SourceRow, { projectId })).objectKey;

const folderIn = (world: World): string => join(world.dataDir, 'files', 'uploads');
const fileOf = (world: World, address: string): string => join(folderIn(world), idOf(address));

/** Beside the file storage. */
export const inAFolder: UploadPlace = {
  createWorld,
  pieceBytes: 2_000_000,
  /** None before the file is there: the upload's row comes first. */
  storedBytes: async (world, address) =>
    existsSync(fileOf(world, address)) ? (await stat(fileOf(world, address))).size : 0,
  async storeRest(world, address, bytes) {
    await appendFile(fileOf(world, address), bytes.subarray(await inAFolder.storedBytes(world, address)));
  },
  isKept: async (world, address) => (await readdir(folderIn(world))).includes(idOf(address)),
  async storedHash(world, projectId) {
    const bytes = await readFile(join(world.dataDir, 'files', 'objects', await objectKeyOf(world, projectId)));
    return createHash('sha256').update(bytes).digest('hex');
  },
};
