/** Outages of the database that pass. */
import { Logger } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { EntityNotFoundError } from 'typeorm';

/** Together about four seconds: a restart of PostgreSQL, or connections that were cut. */
const WAITS_MS = [100, 400, 1_000, 2_500];
/** More than a minute, for what was paid for and is nowhere else yet. */
export const PATIENTLY_MS = [...WAITS_MS, ...Array<number>(14).fill(5_000)];

/** Does `work`, and again while the database is away for a moment. `work` may run more than once. Throws what `work` throws. */
export async function outlasting<T>(work: () => Promise<T>, waitsMs = WAITS_MS): Promise<T> {
  for (const ms of waitsMs) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await wait(ms);
    }
  }
  return work();
}

/**
 * For every pool. pg reports a broken connection to its listeners, and ends the process when there is none: as at the moment
 * in which the pool has handed out a new one, and its user has not seen it yet, or between two questions of one that is lent out.
 */
export const survivesCuts: Required<Pick<PoolConfig, 'onConnect'>> = {
  onConnect(client) {
    client.on('error', (error) => new Logger('Database').debug(`A connection broke: ${error.message}`));
  },
};

/** These say that a program is wrong, not that a connection broke. */
const OWN_FAULTS = [TypeError, RangeError, ReferenceError, SyntaxError, EntityNotFoundError];

/**
 * True for what is not the statement's fault: SQLSTATE classes 08 (connection), 53 (resources) and 57 (shutdown), and
 * what Node and the driver say when a connection breaks, which has no SQLSTATE. One of those has a digit; `EPIPE` has none.
 */
export function isOutage(error: unknown): boolean {
  if (OWN_FAULTS.some((fault) => error instanceof fault)) return false;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return !/^(?=.*\d)[0-9A-Z]{5}$/.test(code) || /^(08|53|57)/.test(code);
}
