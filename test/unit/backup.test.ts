/** A backup is of one moment, though the installation goes on while it is made. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ArchiveReader } from '../../src/ops/backup/archive.js';
import { makeBackup } from '../../src/ops/backup/make.js';
import { FolderStorage } from '../../src/outside/storage/folder/folder-storage.js';
import { createTestDatabase } from '../support/database.js';
import type { MigratedDatabase } from '../support/database.js';

let dir: string;
let database: MigratedDatabase;
let client: Client;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'devreel-moment-'));
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(dir, { recursive: true, force: true });
});

/** Files as in a folder, and `meanwhile` once, between the first rows and the first file. */
class Interrupted extends FolderStorage {
  private over = false;
  constructor(
    root: string,
    private readonly meanwhile: () => Promise<unknown>,
  ) {
    super(root);
  }

  override async *list(prefix: string): ReturnType<FolderStorage['list']> {
    if (!this.over) await this.meanwhile();
    this.over = true;
    yield* super.list(prefix);
  }
}

const put = (storage: FolderStorage, key: string, text: string): Promise<unknown> =>
  storage.put(key, Readable.from([Buffer.from(text)]));

async function project(storage: FolderStorage): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  const key = `projects/${id}/sources/${randomUUID()}/recording`;
  await put(storage, key, `recording of ${id}`);
  await database.db.query(`INSERT INTO projects (id, title) VALUES ($1, 'A talk')`, [id]);
  await database.db.query(
    `INSERT INTO sources (project_id, filename, object_key, size_bytes, sha256) VALUES ($1, 'talk.mp4', $2, 1, '')`,
    [id, key],
  );
  return { id, key };
}

async function madeWith(
  storage: FolderStorage,
): Promise<{ projects: string; uploads: string; has(key: string): boolean }> {
  const path = join(dir, 'backup.zip');
  await makeBackup({ client, storage, authSecret: 'secret' }, path);
  const archive = await ArchiveReader.open(path);
  const [projects, uploads] = [
    await archive.text('rows/public.projects.copy'),
    await archive.text('rows/public.uploads.copy'),
  ];
  archive.close();
  return { projects, uploads, has: (key) => archive.has(`files/${key}`) };
}

test('a project deleted while files are copied is not in it; one begun meanwhile may be, and then wholly', async () => {
  const plain = new FolderStorage(join(dir, 'files'));
  const [stays, goes] = [await project(plain), await project(plain)];
  let begun = { id: '', key: '' };
  const storage = new Interrupted(join(dir, 'files'), async () => {
    begun = await project(plain);
    await database.db.query('DELETE FROM projects WHERE id = $1', [goes.id]);
    await plain.removeAll(`projects/${goes.id}/`);
  });
  const backup = await madeWith(storage);
  expect(backup.projects).toContain(stays.id);
  expect(backup.projects).not.toContain(goes.id);
  expect(backup.has(stays.key)).toBe(true);
  expect(backup.has(begun.key)).toBe(backup.projects.includes(begun.id));
  expect(readdirSync(dir).toSorted()).toEqual(['backup.zip', 'files']);
});

test('a whole upload is waited for until it is a recording; what still comes in is left out', async () => {
  const plain = new FolderStorage(join(dir, 'files'));
  const { id } = await project(plain);
  const upload = async (state: string): Promise<string> => {
    const uploadId = randomUUID();
    await database.db.query(
      `INSERT INTO uploads (id, project_id, user_id, filename, size_bytes, state, expires_at) VALUES ($1, $2, 'u', 'a.mp4', 9, $3, now())`,
      [uploadId, id, state],
    );
    await put(plain, `projects/${id}/sources/${uploadId}/recording`, 'some bytes');
    return uploadId;
  };
  const [whole, coming] = [await upload('stored'), await upload('receiving')];
  const storage = new Interrupted(join(dir, 'files'), () =>
    database.db.query(`UPDATE uploads SET state = 'finished' WHERE id = $1`, [whole]),
  );
  const backup = await madeWith(storage);
  expect(backup.uploads).toMatch(new RegExp(`${whole}.*finished`));
  expect(backup.has(`projects/${id}/sources/${whole}/recording`)).toBe(true);
  expect(backup.has(`projects/${id}/sources/${coming}/recording`)).toBe(false);
});
