/** Looks after uploads that nobody looks after: whole and not begun with, given up, or without a project. In workers. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UploadRow } from '../database/entities/upload.entity.js';
import { Finishing } from './finishing.js';
import type { UploadStore } from './tus-store.js';
import { UPLOAD_STORE } from './tus-store.js';

const EVERY_MS = 5_000;
const FREE = '(held_by IS NULL OR held_until < now())';

const NOT_BEGUN_WITH = `SELECT id FROM uploads WHERE state = 'stored' AND ${FREE} LIMIT 100`;
const NOT_LOOKED_AT = `SELECT id FROM uploads WHERE state = 'receiving' AND turns <> looked_at_turn AND ${FREE} LIMIT 1000`;
const EXPIRE = `
  WITH expired AS (
    UPDATE uploads SET state = 'expired' WHERE state = 'receiving' AND expires_at < now() AND ${FREE} RETURNING id)
  SELECT id FROM expired`;
/** Long enough for a tab that comes back to hear what became of its upload. */
const FORGET = `
  DELETE FROM uploads WHERE state IN ('finished', 'lost', 'expired') AND expires_at < now() - interval '7 days'`;

@Injectable()
export class UploadTurn implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(UploadTurn.name);
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly db: DataSource,
    private readonly finishing: Finishing,
    @Inject(UPLOAD_STORE) private readonly store: UploadStore,
  ) {}

  onApplicationBootstrap(): void {
    this.turn = this.attempt().then(() => this.plan());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  private plan(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.turn = this.attempt().then(() => this.plan());
    }, EVERY_MS);
  }

  private async attempt(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.logger.warn(`Looking after uploads failed, the next turn is in ${EVERY_MS / 1_000} s: ${String(error)}`);
    }
  }

  private async run(): Promise<void> {
    for (const id of await this.ids(NOT_LOOKED_AT)) await this.finishing.look(id);
    for (const id of await this.ids(NOT_BEGUN_WITH)) if (!this.stopped) await this.finishing.finish(id);
    for (const id of await this.ids(EXPIRE)) await this.store.remove(id);
    await this.db.query(FORGET);
    await this.removeOrphans();
  }

  /** An upload's row is there before its first byte, so bytes without a row are those of a deleted project. */
  private async removeOrphans(): Promise<void> {
    const stored = await this.store.list();
    if (stored.length === 0) return;
    const known = await this.ids('SELECT id FROM uploads WHERE id::text = ANY ($1)', [stored]);
    for (const id of stored) if (!known.includes(id)) await this.store.remove(id);
  }

  private async ids(sql: string, parameters: unknown[] = []): Promise<string[]> {
    const rows = await this.db.query<Pick<UploadRow, 'id'>[]>(sql, parameters);
    return rows.map(({ id }) => id);
  }
}
