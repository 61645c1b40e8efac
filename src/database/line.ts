/** The line to PostgreSQL. One that falls silent, so that nothing arrives and nothing is refused, is dropped and replaced. */
import { Logger } from '@nestjs/common';
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { Client } from 'pg';
import { survivesCuts } from './outages.js';

/** A statement that takes longer is ended by PostgreSQL itself; a line on which nothing comes for longer yet is dead. */
const LONGEST_STATEMENT_MS = 20_000;
const LONGEST_SILENCE_MS = 25_000;
/**
 * For a lock. Less than a transaction may stand still (`data-source.ts`): of a process that stands still, those that wait for its
 * own lock would otherwise get it one after another, and keep it as long each.
 */
const LONGEST_LOCK_WAIT_MS = 8_000;
/** For a new connection, or one of the pool's that becomes free; when all keep silent, the watch below ends it earlier. */
const LONGEST_WAIT_MS = 8_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

/** A request that meets a silent line is answered within both of these, and the moment more: less than 5 s together. */
const LOOK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 2_500;
const A_LITTLE_MS = 100;
/** This process may have stood still itself: then the answer lies there, and only has to be read. */
const A_MOMENT_MS = 250;

/** Nothing came from PostgreSQL for too long. */
export class LineSilent extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('PostgreSQL keeps silent; the connection was dropped.');
    this.name = 'LineSilent';
  }
}

/** Of this process, with all its pools. */
const sockets = new Set<Socket>();
let silent = false;

function openSocket(silenceMs: number): Socket {
  const socket = new Socket();
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  socket.setTimeout(silenceMs, () => socket.destroy(new LineSilent()));
  // Not before the driver listens to it.
  if (silent) process.nextTick(() => socket.destroy(new LineSilent()));
  return socket;
}

type Line = Pick<PoolConfig, 'stream' | 'onConnect' | 'keepAlive' | 'keepAliveInitialDelayMillis'> &
  Required<Pick<PoolConfig, 'connectionTimeoutMillis' | 'statement_timeout' | 'lock_timeout'>>;

const lineOf = (silenceMs: number, statementMs: number, lockWaitMs: number): Line => ({
  ...survivesCuts,
  stream: () => openSocket(silenceMs),
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  connectionTimeoutMillis: LONGEST_WAIT_MS,
  statement_timeout: statementMs,
  lock_timeout: lockWaitMs,
});

/** For every pool: no connection outlives a silent line, and nobody waits for one for ever. */
export const watchedLine = lineOf(LONGEST_SILENCE_MS, LONGEST_STATEMENT_MS, LONGEST_LOCK_WAIT_MS);

const AN_HOUR_MS = 3_600_000;
/** For migrations, which may rewrite large tables, and wait for another process that does. */
export const patientLine = lineOf(AN_HOUR_MS, AN_HOUR_MS, AN_HOUR_MS);

/**
 * Asks PostgreSQL each second whether it is there, over a connection of its own. When no answer comes, all connections of
 * this process are dropped, and new ones are refused at once, so that nobody waits; until an answer comes again.
 */
export class LineWatch {
  private readonly logger = new Logger('Database');
  private line: { client: Client; socket: Socket; ready: Promise<unknown> } | undefined;
  private watching: Promise<void> = Promise.resolve();
  private readonly end = new AbortController();

  constructor(private readonly databaseUrl: string) {}

  start(): void {
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.end.abort();
    this.drop();
    await this.watching;
    silent = false;
  }

  private async watch(): Promise<void> {
    while (!this.isOver()) {
      const answered = this.ask();
      if (await comesInTime(answered)) {
        if (silent) this.logger.log('PostgreSQL answers again.');
        silent = false;
        await this.pause();
      } else if (!this.isOver()) {
        if (!silent) this.logger.warn('PostgreSQL keeps silent; its connections are dropped, and opened anew.');
        silent = true;
        for (const socket of sockets) socket.destroy(new LineSilent());
        this.drop();
      }
      await answered;
    }
  }

  private isOver(): boolean {
    return this.end.signal.aborted;
  }

  private pause(): Promise<unknown> {
    return wait(LOOK_EVERY_MS, undefined, { signal: this.end.signal }).catch(() => undefined);
  }

  /** Resolves with any answer, a refusal too: of that, those who ask something hear themselves. */
  private async ask(): Promise<void> {
    try {
      this.line ??= this.open();
      await this.line.ready;
      await this.line.client.query('SELECT 1');
    } catch (error) {
      this.logger.debug(`PostgreSQL refused to say that it is there: ${String(error)}`);
      this.drop();
    }
  }

  private open(): NonNullable<typeof this.line> {
    const socket = new Socket();
    const client = new Client({ connectionString: this.databaseUrl, stream: () => socket });
    client.on('error', (error) => this.logger.debug(`The watch's connection broke: ${error.message}`));
    return { client, socket, ready: client.connect() };
  }

  private drop(): void {
    this.line?.socket.destroy();
    this.line = undefined;
  }
}

/** Time in which this process, too, was given none to go on, as on a machine that is overloaded or stood still, says nothing. */
async function comesInTime(answered: Promise<void>): Promise<boolean> {
  const answer = answered.then(() => true);
  let waited = 0;
  while (waited < ANSWER_WITHIN_MS) {
    const begunAt = performance.now();
    if (await comesWithin(A_LITTLE_MS, answer)) return true;
    waited += Math.min(performance.now() - begunAt, 2 * A_LITTLE_MS);
  }
  return comesWithin(A_MOMENT_MS, answer);
}

async function comesWithin(ms: number, answer: Promise<boolean>): Promise<boolean> {
  const late = new AbortController();
  const limit = wait(ms, false, { signal: late.signal }).catch(() => false);
  const inTime = await Promise.race([answer, limit]);
  late.abort();
  return inTime;
}
