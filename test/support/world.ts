/** A whole Devreel of real processes: web and worker as they are built, a database and a Redis of their own. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { freePort } from '../../scripts/embedded/ports.mjs';
import { startRedis } from '../../scripts/embedded/redis.mjs';
import type { OwnPostgres } from './database.js';
import { createOwnPostgres, createTestDatabase } from './database.js';
import type { Person } from './person.js';
import { signUp } from './person.js';
import type { SilentLine } from './silent-line.js';
import { openSilentLine } from './silent-line.js';
import { programs } from './programs.js';

export interface Server {
  process: ChildProcess;
  /** Everything it printed. */
  output(): string;
  /** Ends it, with SIGTERM unless told otherwise, and waits until it is gone. Returns its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface WebServer extends Server {
  url: string;
  signInUrl: string;
}

/** Another place for one process than this machine and the world's own programs. */
export interface Where {
  machine?: Machine;
  /** Where dist/ is whose program runs. */
  root?: string;
}

/** Where a process runs that is to be on a machine of its own. */
export interface Machine {
  /** Its IP address. */
  address: string;
  /** What starts a program there: it becomes that program, with the same process id. */
  command: string[];
}

export interface World {
  db: DataSource;
  databaseUrl: string;
  dataDir: string;
  redis: { url: string; port: number; pid: number; stop(): Promise<void> };
  startRedis(): Promise<void>;
  /** Only where the world has one of its own. */
  postgres: OwnPostgres | null;
  /** Between Devreel and its services, where they were asked for; the test's own connections do not go over them. */
  lines: { database: SilentLine; redis: SilentLine } | null;
  /** `port`: where an ended one was, so that tabs find it again. `settings`: its own, over those of the world. */
  startWeb(port?: number, settings?: Record<string, string>, where?: Where): Promise<WebServer>;
  /** `settings`: its own, over those of the world. */
  startWorker(settings?: Record<string, string>, where?: Where): Promise<Server>;
  signUp(web: WebServer): Promise<Person>;
  /** Of all that should be running: web, workers, Redis. */
  pids(): number[];
  /** What each process has printed, also of those that have ended, in the order in which they were started. */
  printed(): string;
  /** Ends all processes; drops the database and the files. */
  end(): Promise<void>;
}

export interface WorldOptions {
  /** Each process has a DATA_DIR of its own, as on machines of its own. */
  apart?: boolean;
  /** A PostgreSQL of its own, to be stopped and started. */
  ownPostgres?: boolean;
  /** The way to PostgreSQL and Redis leads over lines that can fall silent. */
  lines?: boolean;
  /** Where dist/ is whose programs run: another one than this Devreel's, such as an extended copy's. */
  root?: string;
}

export async function createWorld(
  settings: Record<string, string> = {},
  { apart = false, ownPostgres = false, lines: overLines = false, root = '.' }: WorldOptions = {},
): Promise<World> {
  const postgres = ownPostgres ? await createOwnPostgres() : null;
  const database = postgres ?? (await createTestDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'devreel-test-'));
  const servers: Server[] = [];
  const redisOptions = {
    dir: join(dataDir, 'redis'),
    log: join(dataDir, 'log', 'redis.log'),
    durable: false,
    binary: programs().redisBinary,
  };
  const redis = await startRedis(redisOptions);
  const lines = overLines
    ? { database: await openSilentLine(database.url), redis: await openSilentLine(redis.url) }
    : null;
  const environment = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATA_DIR: dataDir,
    LOG_LEVEL: 'debug',
    AUTH_SECRET: 'a test needs no better one than this',
    TRANSCRIBER: 'none',
    OCR: 'off',
    OPENAI_VISION: 'off',
    DATABASE_URL: lines?.database.through(database.url) ?? database.url,
    FFMPEG_PATH: programs().ffmpeg,
    FFPROBE_PATH: programs().ffprobe,
    ...settings,
  };
  const start = async (
    program: string,
    more: Record<string, string>,
    { machine, root: from = root }: Where,
  ): Promise<[Server, { signInUrl?: string }]> => {
    const own = apart ? { DATA_DIR: join(dataDir, `process-${servers.length}`) } : {};
    const command = [...(machine?.command ?? []), process.execPath, join(from, 'dist/server', program)];
    const server = spawnServer(command, {
      ...environment,
      REDIS_URL: lines?.redis.through(world.redis.url) ?? world.redis.url,
      ...own,
      ...more,
    });
    servers.push(server);
    return [server, await ready(server)];
  };
  const world: World = {
    db: database.db,
    databaseUrl: database.url,
    dataDir,
    redis,
    postgres,
    lines,
    async startRedis() {
      world.redis = await startRedis(redisOptions);
    },
    async startWeb(port, own = {}, where = {}) {
      const chosen = port ?? (await freePort());
      const there = where.machine?.address;
      const settings = { ...(there !== undefined && { HOST: there }), ...own, PORT: String(chosen) };
      const [server, { signInUrl = '' }] = await start('main.js', settings, where);
      return { ...server, url: `http://${there ?? '127.0.0.1'}:${chosen}`, signInUrl };
    },
    async startWorker(own = {}, where = {}) {
      return (await start('worker.js', own, where))[0];
    },
    signUp: (web) => signUp(web.url),
    printed: () => servers.map((server) => `${nameOf(server)}\n${server.output()}`).join('\n'),
    pids: () => [world.redis.pid, ...servers.filter(isRunning).map(({ process }) => process.pid ?? 0)],
    async end() {
      await Promise.all(servers.map((server) => server.end('SIGKILL')));
      await lines?.database.close();
      await lines?.redis.close();
      await world.redis.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

const nameOf = ({ process: { pid, spawnargs, exitCode, signalCode } }: Server): string =>
  `--- ${basename(spawnargs.at(-1) ?? '')} ${pid ?? ''}, ${String(signalCode ?? exitCode ?? 'running')}`;

const isRunning = ({ process }: Server): boolean => process.exitCode === null && process.signalCode === null;

function spawnServer([program = '', ...args]: string[], env: NodeJS.ProcessEnv): Server {
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const chunks: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    process: child,
    output: () => chunks.join(''),
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      return gone;
    },
  };
}

/** The message a server sends when it serves. Throws, with all it printed, when it ends instead. */
function ready(server: Server): Promise<{ signInUrl?: string }> {
  return new Promise((resolve, reject) => {
    server.process.once('message', (message) => resolve(message as { signInUrl?: string }));
    server.process.once('exit', (code) =>
      reject(new Error(`Ended with code ${code} before it was ready:\n${server.output()}`)),
    );
  });
}
