/** Uploads that were under way while Devreel was brought up to date: they go on where they were. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../src/database/data-source.js';
import { UploadRow } from '../src/database/entities/upload.entity.js';
import { DriverState1700000000013 as DriverState } from '../src/database/migrations/0013-driver-state.js';
import type { Storage } from '../src/outside/storage/storage.js';
import { UploadBytes } from '../src/uploads/upload-bytes.js';
import { startBucket } from './chaos/bucket.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { openStorage } from './support/open-storage.js';
import { noise } from './support/tus.js';

const [id, projectId] = [randomUUID(), randomUUID()];
const folder = `projects/${projectId}/sources/${id}/`;
const key = `${folder}recording`;
const SIZE = 12_000_000;
const STORED = 9_000_000;

let database: MigratedDatabase;
let db: DataSource;

beforeEach(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  const runner = db.createQueryRunner();
  await new DriverState().down(runner);
  await runner.query('DELETE FROM migrations WHERE name = $1', [new DriverState().name]);
  await runner.release();
});
afterEach(() => database.drop());

/** As the version before wrote it. */
async function oldRow(
  columns: { multipart_id: string; part_bytes: number; stored_bytes: number } | null,
): Promise<void> {
  const { multipart_id = null, part_bytes = null, stored_bytes = 0 } = columns ?? {};
  await db.query(
    `INSERT INTO uploads (id, project_id, user_id, filename, size_bytes, expires_at, multipart_id, part_bytes, stored_bytes)
     VALUES ($1, $2, 'ada', 'talk.webm', $3, now() + interval '1 hour', $4, $5, $6)`,
    [id, projectId, SIZE, multipart_id, part_bytes, stored_bytes],
  );
}

/** Brings the database up to date, sends the rest, and returns the object that it has become. */
async function goOn(storage: Storage, bytes: Buffer): Promise<Buffer> {
  await migrate(db);
  const uploads = new UploadBytes(db, storage);
  const row = (): Promise<UploadRow> => db.manager.findOneByOrFail(UploadRow, { id });
  expect(await uploads.storedBytes(await row())).toBe(STORED);
  expect(await uploads.append(await row(), STORED, Readable.from([bytes.subarray(STORED)]))).toBe(SIZE);
  await uploads.complete(await row());
  await db.manager.update(UploadRow, { id }, { state: 'finished' });
  await uploads.remove(await row());
  return buffer(await storage.get(key));
}

test('in a folder', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'devreel-unfinished-'));
  try {
    const bytes = noise(SIZE);
    await mkdir(join(dataDir, 'files', 'uploads'), { recursive: true });
    await writeFile(join(dataDir, 'files', 'uploads', id), bytes.subarray(0, STORED));
    await oldRow(null);
    expect((await goOn(await openStorage({ DATA_DIR: dataDir }), bytes)).equals(bytes)).toBe(true);
  } finally {
    await rm(dataDir, { recursive: true });
  }
});

test('in a bucket', async () => {
  const bucket = await startBucket();
  try {
    const bytes = noise(SIZE);
    const storage = await openStorage(bucket.settings);
    let state = await storage.resumable.begin({ id, key, sizeBytes: SIZE });
    const begun = { id, key, sizeBytes: SIZE, state };
    await storage.resumable.append(begun, 0, Readable.from([bytes.subarray(0, STORED)]), {
      remember(next) {
        state = next;
        return Promise.resolve();
      },
      onNews: () => undefined,
    });
    // What is short of a part lay beside the recording under another name.
    const [tail = ''] = [...bucket.objects.keys()];
    bucket.objects.set(`${folder}tail/${STORED}`, bucket.objects.get(tail) ?? Buffer.alloc(0));
    bucket.objects.delete(tail);
    await oldRow({
      multipart_id: String(state['multipartId']),
      part_bytes: Number(state['partBytes']),
      stored_bytes: STORED,
    });
    expect((await goOn(storage, bytes)).equals(bytes)).toBe(true);
    expect([...bucket.objects.keys()]).toEqual([key]);
  } finally {
    await bucket.stop();
  }
});
