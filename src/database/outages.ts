/** Short outages of the database, and how to outlast them. */
import { Logger } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { EntityNotFoundError, QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';

/** Pauses between tries, together about four seconds: enough for a restart of PostgreSQL, or for connections that were cut. */
const WAITS_MS = [100, 400, 1_000, 2_500];
/** More than a minute: for results that were paid for and are stored nowhere yet. */
export const PATIENTLY_MS = [...WAITS_MS, ...Array<number>(14).fill(5_000)];

/** Runs `work`, and runs it again after an outage, so it may run more than once. In the end throws what `work` throws. */
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
 * For every pool. When a connection breaks, its client emits `error`, and Node ends the process if nobody listens. The pool
 * listens only to connections that are idle in it, so each gets a listener of its own for as long as it lives.
 */
export const survivesCuts: Required<Pick<PoolConfig, 'onConnect'>> = {
  onConnect(client) {
    client.on('error', (error) => new Logger('Database').debug(`A connection broke: ${error.message}`));
  },
};

/** Errors of Node that mean a bug in a program, not a broken connection. */
const OWN_FAULTS = [TypeError, RangeError, ReferenceError, SyntaxError, EntityNotFoundError];

/**
 * True for what is not the statement's fault: SQLSTATE classes 08 (connection), 53 (resources) and 57 (shutdown), 55P03 (a lock
 * that somebody keeps), and errors without an SQLSTATE, as Node and the driver throw them when a connection breaks. An SQLSTATE has
 * five characters, a digit among them; Node's code `EPIPE` has five, too, but no digit.
 */
export function isOutage(error: unknown): boolean {
  if (OWN_FAULTS.some((fault) => error instanceof fault)) return false;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return !/^(?=.*\d)[0-9A-Z]{5}$/.test(code) || /^(08|53|57|55P03)/.test(code);
}

/** How Node and the driver say that there is no connection, or not any more. */
const BROKEN_LINE = /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const DRIVER_SAYS =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client (was closed|has encountered a connection error)|Cannot use a pool)/;
/** A standby, as after a failover; a deadlock; a transaction that stood still. All three go away by themselves. */
const PASSING = /^(25006|25P03|40P01|55P03)$/;

/** True when what was thrown, or what that came from, is certainly an outage of the database: asking again later helps. */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof QueryRunnerAlreadyReleasedError) return true;
  if (error instanceof QueryFailedError) return isOutage(error) || isPassing(error.driverError as Error);
  const code = codeOf(error);
  if (BROKEN_LINE.test(code) || DRIVER_SAYS.test(error.message) || isPassing(error)) return true;
  if (isPgError(error)) return isOutage(error);
  return isDatabaseOutage(error.cause) || (error instanceof AggregateError && error.errors.some(isDatabaseOutage));
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
const isPassing = (error: Error): boolean => PASSING.test(codeOf(error));
/** What PostgreSQL itself says has a severity and an SQLSTATE. */
const isPgError = (error: Error): boolean => 'severity' in error && codeOf(error).length === 5;
