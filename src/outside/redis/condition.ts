/** Whether a Redis, as it is found, can carry Devreel's work; if not, why, and what to do about it. */
import type { Redis } from 'ioredis';
import { ReplyError } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { commandsOn } from './asked.js';
import { HASH_TAG } from './nodes.js';
import { explain } from './refusals.js';
import type { Fault, Memory, Refusal } from './refusals.js';

export interface Condition {
  /** Why nothing can be carried; null when all is well. */
  fault: Fault | null;
  /** What works today, and may not tomorrow. */
  warnings: string[];
}

/** Channels, and patterns of them, by which Devreel's processes hear of each other. */
export interface Channels {
  names: readonly string[];
  patterns: readonly string[];
}

/** Of the memory that Redis may have: from this share on it is said to be nearly full. */
const NEARLY_FULL = 0.9;
/** 30,000 waiting jobs take 20 MB, Redis itself a few. */
const LEAST_MEMORY_BYTES = 32 * 1024 ** 2;

/**
 * Asks everything of Redis that Devreel will. `redis`: a connection for this alone, without `autoResubscribe`.
 * Throws what the connection throws when Redis is out of reach.
 */
export async function examine(redis: Redis, channels: Channels): Promise<Condition> {
  const told = await refusedOr(() => redis.info());
  const about = typeof told === 'string' ? readInfo(told) : null;
  const memory = memoryOf(about);
  // What concerns all that is asked comes out first; after some of it the connection is another one.
  const [infoRefused, writeRefused] = [told, await refusedOr(() => redis.set(`${HASH_TAG}:check`, '1', 'PX', 1))];
  const atOnce = [...refusal('info', infoRefused), ...refusal('set', writeRefused)];
  const fault =
    explain(
      atOnce.filter(({ message }) => !message.startsWith('NOPERM')),
      memory,
    ) ??
    (await wrongDatabase(redis)) ??
    explain([...(await refusedCommands(redis)), ...(await refusedChannels(redis, channels))], memory);
  return { fault, warnings: fault ? [] : warningsOf(about, memory) };
}

/** What a connection that could not be made was refused for; null when that was no refusal, but an outage. */
export function faultOf({ message }: Error): Fault | null {
  return explain([{ command: 'auth', message }], memoryOf(null));
}

const refusal = (command: string, answer: unknown): Refusal[] =>
  answer instanceof Error ? [{ command, message: answer.message }] : [];

/** What Redis says of itself, by name. */
const readInfo = (text: string): Map<string, string> =>
  new Map(text.split('\r\n').map((line) => line.split(/:(.*)/s, 2) as [string, string]));

function memoryOf(about: Map<string, string> | null): Memory {
  const of = (name: string): number => Number(about?.get(name) ?? 0);
  const [used, most] = [of('used_memory'), of('maxmemory')];
  return { used, most, tooSmall: most > 0 && most < LEAST_MEMORY_BYTES };
}

async function refusedCommands(redis: Redis): Promise<Refusal[]> {
  const all = commandsOn(`${HASH_TAG}:check:${randomUUID()}`);
  const answers = await Promise.all(all.map(([command, ...args]) => refusedOr(() => redis.call(command, ...args))));
  // Whether the channels are allowed is asked by their own names.
  return all
    .flatMap(([command], i) => refusal(command, answers[i]))
    .filter(({ command, message }) => command !== 'publish' || !/channel/.test(message));
}

async function refusedChannels(redis: Redis, { names, patterns }: Channels): Promise<Refusal[]> {
  return [
    ...refusal('subscribe', await refusedOr(() => redis.subscribe(...names))),
    ...refusal('psubscribe', await refusedOr(() => redis.psubscribe(...patterns))),
    ...refusal('unsubscribe', await refusedOr(() => redis.unsubscribe(...names))),
    ...refusal('punsubscribe', await refusedOr(() => redis.punsubscribe(...patterns))),
  ];
}

/** The answer, or the refusal where that is the answer. */
async function refusedOr(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ReplyError) return error;
    throw error;
  }
}

/** Where the address names a database that is not there, ioredis goes on with the first one. */
async function wrongDatabase(redis: Redis): Promise<Fault | null> {
  const { db } = redis.options;
  const answer = db ? await refusedOr(() => redis.select(db)) : null;
  if (!(answer instanceof Error)) return null;
  return { reason: `Redis has no database ${db} (${answer.message}): correct the end of REDIS_URL`, lasting: true };
}

function warningsOf(about: Map<string, string> | null, memory: Memory): string[] {
  if (about === null) return ['Redis does not say how full it is: let its user run INFO (+info).'];
  const policy = about.get('maxmemory_policy') ?? 'noeviction';
  const inMb = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;
  const room = `${inMb(memory.used)} of ${inMb(memory.most)}`;
  return [
    policy !== 'noeviction' &&
      `Redis throws away waiting jobs when it is full (maxmemory-policy is ${policy}), and their tasks start later: set it to noeviction.`,
    memory.tooSmall &&
      `Redis may use ${inMb(memory.most)} only, which many waiting tasks fill: set maxmemory to ${inMb(LEAST_MEMORY_BYTES)} or more.`,
    memory.most > 0 &&
      memory.used > memory.most * NEARLY_FULL &&
      `Redis is nearly full (${room}); once it is, no task is queued: raise maxmemory, or remove what else is kept there.`,
  ].filter((warning) => warning !== false);
}
