/** Looks after uploads that nobody looks after: whole and not begun with, given up, or without a project. In workers. */
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UploadRow } from '../database/entities/upload.entity.js';
import { Finishing } from './finishing.js';

const EVERY_MS = 5_000;
const FREE = '(held_by IS NULL OR held_until < now())';

/** What lies in the bin is begun with when it comes back. */
const OF_BINNED = 'EXISTS (SELECT FROM projects p WHERE p.id = uploads.project_id AND p.binned_at IS NOT NULL)';
const NOT_BEGUN_WITH = `SELECT id FROM uploads WHERE state = 'stored' AND ${FREE} AND NOT ${OF_BINNED} LIMIT 100`;
const NOT_LOOKED_AT = `SELECT id FROM uploads WHERE state = 'receiving' AND turns <> looked_at_turn AND ${FREE} LIMIT 1000`;
const OF_NO_PROJECT = 'NOT EXISTS (SELECT FROM projects WHERE projects.id = uploads.project_id)';
const EXPIRE = `
  UPDATE uploads SET state = 'expired' WHERE state = 'receiving' AND (expires_at < now() OR ${OF_NO_PROJECT}) AND ${FREE}`;
const LEFT_OVER = `
  SELECT id FROM uploads WHERE bytes_kept AND state IN ('finished', 'lost', 'expired') AND ${FREE} LIMIT 100`;
/** Long enough for a tab that comes back to hear what became of its upload. */
const FORGET = `
  DELETE FROM uploads WHERE NOT bytes_kept AND state IN ('finished', 'lost', 'expired')
    AND (expires_at < now() - interval '7 days' OR ${OF_NO_PROJECT})`;

@Injectable()
export class UploadSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(UploadSweeper.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly db: DataSource,
    private readonly finishing: Finishing,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeping = this.attempt().then(() => this.plan());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  private plan(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.attempt().then(() => this.plan());
    }, EVERY_MS);
  }

  private async attempt(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.logger.warn(`Looking after uploads failed, the next sweep is in ${EVERY_MS / 1_000} s: ${String(error)}`);
    }
  }

  private async run(): Promise<void> {
    await this.each(NOT_LOOKED_AT, (id) => this.finishing.look(id));
    await this.each(NOT_BEGUN_WITH, (id) => this.finishing.finish(id));
    await this.db.query(EXPIRE);
    await this.each(LEFT_OVER, (id) => this.clear(id));
    await this.db.query(FORGET);
  }

  private async clear(id: string): Promise<void> {
    const row = await this.db.manager.findOneBy(UploadRow, { id });
    if (row) await this.finishing.clear(row);
  }

  /** One that fails is left to the next sweep, and the others are looked after. */
  private async each(sql: string, work: (id: string) => Promise<void>): Promise<void> {
    for (const { id } of await this.db.query<Pick<UploadRow, 'id'>[]>(sql)) {
      if (this.stopped) return;
      try {
        await work(id);
      } catch (error) {
        this.logger.warn(`The upload ${id} is left to the next sweep, in ${EVERY_MS / 1_000} s: ${String(error)}`);
      }
    }
  }
}
