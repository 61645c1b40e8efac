/** What lies in a world's database and folders of uploads and recordings. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../../src/contract/project.js';
import { SourceRow } from '../../src/database/entities/project.entity.js';
import { UploadRow } from '../../src/database/entities/upload.entity.js';
import type { Person } from './person.js';
import { idOf } from './tus.js';
import { until } from './until.js';
import type { World } from './world.js';

const folderIn = (world: World): string => join(world.dataDir, 'files', 'uploads');

export const fileOf = (world: World, address: string): string => join(folderIn(world), idOf(address));

/** None before the file is there: the upload's row comes first. */
export const storedBytes = async (world: World, address: string): Promise<number> =>
  existsSync(fileOf(world, address)) ? (await stat(fileOf(world, address))).size : 0;

export const isKept = async (world: World, address: string): Promise<boolean> =>
  (await readdir(folderIn(world))).includes(idOf(address));

export const rowOf = (world: World, address: string): Promise<UploadRow | null> =>
  world.db.manager.findOneBy(UploadRow, { id: idOf(address) });

export const sourceOf = (person: Person, projectId: string): Promise<Source> =>
  until('the recording to be there', async () => (await person.snapshot(projectId)).source);

/** The SHA-256 of the recording as it lies in the storage. */
export async function storedHash(world: World, projectId: string): Promise<string> {
  const { objectKey } = await world.db.manager.findOneByOrFail(SourceRow, { projectId });
  const bytes = await readFile(join(world.dataDir, 'files', 'objects', objectKey));
  return createHash('sha256').update(bytes).digest('hex');
}
