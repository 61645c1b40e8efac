/** Scratch folders: of an attempt, and of worker processes that were killed, where a hard link would keep a deleted recording on the disk. */
import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';

/** A worker that was silent for this many leases is dead. After one, its tasks belong to others, and a living one learns that. */
const LEASES = 3;

/** Of one attempt. Many steps need none: it is made when it is first asked for. */
export class ScratchFolder {
  private isMade = false;

  constructor(private readonly folder: string) {}

  path(): string {
    if (!this.isMade) mkdirSync(this.folder, { recursive: true });
    this.isMade = true;
    return this.folder;
  }

  async remove(): Promise<void> {
    if (this.isMade) await rm(this.folder, { recursive: true, force: true });
  }
}

/** `root`: holds one folder for each worker process that this machine has had, by the worker's id. */
export async function sweepScratch(db: DataSource, root: string, leaseMs: number): Promise<void> {
  const folders = await foldersIn(root);
  if (folders.length === 0) return;
  const sql = "SELECT id FROM workers WHERE seen_at > now() - $1 * interval '1 millisecond'";
  const alive = new Set((await db.query<{ id: string }[]>(sql, [LEASES * leaseMs])).map(({ id }) => id));
  for (const folder of folders) {
    if (!alive.has(folder)) await rm(join(root, folder), { recursive: true, force: true });
  }
}

async function foldersIn(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
