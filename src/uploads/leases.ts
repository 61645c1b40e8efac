/**
 * Who may write to an upload: one request at a time over all web processes, by a lease in the upload's row. No
 * database connection is held while a slow client sends; a lease whose holder was killed ends by itself within seconds.
 */
import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Lock, Locker } from '@tus/server';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { UploadState } from '../database/entities/upload.entity.js';
import { Problem } from '../http/problem.js';

const RENEW_EVERY_MS = 500;
const LEASE_MS = 5_000;
const ASK_AGAIN_MS = 100;
/** Longer than a lease that nobody renews, so that those who wait for a killed holder get it in the end. */
const PATIENCE_MS = 12_000;
/** How long an upload is kept after the last request for it. */
export const KEPT_HOURS = 24;

interface Lease {
  token: string;
  /** On this process's own clock, which nobody can put forward or back. */
  renewedAt: number;
  giveWay: () => void;
}

const TAKE = `
  WITH taken AS (
    UPDATE uploads SET held_by = $2, held_until = now() + make_interval(secs => $4), wanted = false,
      turns = turns + 1, expires_at = greatest(expires_at, now() + make_interval(hours => $5))
    WHERE id = $1 AND state = $3 AND (held_by IS NULL OR held_until < now()) RETURNING id)
  SELECT id FROM taken`;

const ASK_TO_GIVE_WAY = `
  WITH asked AS (UPDATE uploads SET wanted = true WHERE id = $1 AND state = 'receiving' RETURNING id)
  SELECT id FROM asked`;

/** Not where the project is gone, or who sends may no longer change it: then their request ends. */
const RENEW = `
  WITH renewed AS (
    UPDATE uploads SET held_until = now() + make_interval(secs => $2)
    WHERE held_by = ANY ($1::uuid[]) AND held_until >= now()
      AND CASE state
        WHEN 'stored' THEN EXISTS (SELECT FROM projects WHERE projects.id = uploads.project_id)
        ELSE EXISTS (SELECT FROM members m
          WHERE m.project_id = uploads.project_id AND m.user_id = uploads.user_id AND m.role IN ('owner', 'editor')) END
    RETURNING held_by, wanted)
  SELECT held_by, wanted FROM renewed`;

@Injectable()
export class Leases implements Locker, OnModuleDestroy {
  private readonly logger = new Logger(Leases.name);
  private readonly held = new Map<string, Lease>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly db: DataSource) {}

  /** The lock that a tus request takes. Of an upload that misses no byte nothing can be written, so it needs none. */
  newLock(id: string): Lock {
    let lease: Lease | null = null;
    return {
      lock: async (signal, giveWay) => {
        lease = await this.waitFor(id, signal, () => void giveWay());
      },
      unlock: async () => {
        if (lease) await this.release(lease);
      },
    };
  }

  /** Runs `work` while nobody else holds the upload, if it is in this state; otherwise does nothing. */
  async hold(id: string, state: UploadState, work: () => Promise<void>): Promise<void> {
    const lease = await this.take(id, state, () => undefined);
    if (!lease) return;
    try {
      await work();
    } finally {
      await this.release(lease);
    }
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async waitFor(id: string, signal: AbortSignal, giveWay: () => void): Promise<Lease | null> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const lease = await this.take(id, 'receiving', giveWay);
      if (lease) return lease;
      const asked = await this.db.query<unknown[]>(ASK_TO_GIVE_WAY, [id]);
      if (asked.length === 0) return null;
      if (signal.aborted || performance.now() > deadline) {
        throw new Problem(423, 'upload_busy', 'Another request is writing to this upload. Try again in a moment.');
      }
      await wait(ASK_AGAIN_MS);
    }
  }

  private async take(id: string, state: UploadState, giveWay: () => void): Promise<Lease | null> {
    const lease = { token: randomUUID(), renewedAt: performance.now(), giveWay };
    const seconds = LEASE_MS / 1_000;
    const taken = await this.db.query<unknown[]>(TAKE, [id, lease.token, state, seconds, KEPT_HOURS]);
    if (taken.length === 0) return null;
    this.held.set(lease.token, lease);
    this.timer ??= setInterval(() => void this.renewOrGiveWay(), RENEW_EVERY_MS);
    return lease;
  }

  private async release({ token }: Lease): Promise<void> {
    this.held.delete(token);
    if (this.held.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
    await this.db.query('UPDATE uploads SET held_by = NULL, held_until = NULL, wanted = false WHERE held_by = $1', [
      token,
    ]);
  }

  private async renewOrGiveWay(): Promise<void> {
    try {
      await this.renew();
    } catch (error) {
      this.logger.warn(`Uploads under way could not be renewed: ${String(error)}`);
      for (const lease of this.held.values()) if (performance.now() - lease.renewedAt > LEASE_MS) lease.giveWay();
    }
  }

  private async renew(): Promise<void> {
    const leases = [...this.held.values()];
    const askedAt = performance.now();
    const sql = RENEW;
    const rows = await this.db.query<{ held_by: string; wanted: boolean }[]>(sql, [
      leases.map(({ token }) => token),
      LEASE_MS / 1_000,
    ]);
    const renewed = new Map(rows.map((row) => [row.held_by, row.wanted]));
    for (const lease of leases) {
      const wanted = renewed.get(lease.token);
      if (wanted === false) lease.renewedAt = askedAt;
      else if (this.held.has(lease.token)) lease.giveWay();
    }
  }
}
