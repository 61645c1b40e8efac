/** Outages of the database that pass. */
import { Logger } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { EntityNotFoundError } from 'typeorm';

/** Together about four seconds: a restart of PostgreSQL, or connections that were cut. */
const WAITS_MS = [100, 400, 1_000, 2_500];
/** More than a minute: for results that were paid for and are stored nowhere yet. */
export const PATIENTLY_MS = [...WAITS_MS, ...Array<number>(14).fill(5_000)];

/** Runs `work`, and again while the database is away for a moment: it may run more than once. Throws what `work` throws. */
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
 * For every pool. pg emits `error` when a connection breaks, and Node ends the process when nobody listens: between two queries
 * of a connection that is lent out, or just after the pool has handed out a new one.
 */
export const survivesCuts: Required<Pick<PoolConfig, 'onConnect'>> = {
  onConnect(client) {
    client.on('error', (error) => new Logger('Database').debug(`A connection broke: ${error.message}`));
  },
};

/** Errors of Node that mean a bug in a program, not a broken connection. */
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
