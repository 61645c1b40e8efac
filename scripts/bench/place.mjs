/** Where it is measured: a PostgreSQL that waits for its disk, a Redis, and the processes that measures start. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { findFfmpeg } from '../embedded/ffmpeg.mjs';
import { freePort } from '../embedded/ports.mjs';
import { startPostgres } from '../embedded/postgres.mjs';
import { startRedis } from '../embedded/redis.mjs';

const root = resolve(import.meta.dirname, '../..');
export const dist = (file) => join(root, 'dist/server', file);
/** Linux counts processor time in hundredths of a second. */
const MS_PER_TICK = 10;

export async function openPlace() {
  await import('reflect-metadata');
  const { Logger } = await import(dist('packages/nestjs-common.js'));
  Logger.overrideLogger(['fatal', 'error']);
  const dir = mkdtempSync(join(tmpdir(), 'devreel-bench-'));
  const say = () => undefined;
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), log: join(dir, 'postgres.log') });
  const { ffmpeg, ffprobe } = await findFfmpeg();
  const children = [];
  const redises = [];
  const place = {
    /** For what measures make; gone in the end. */
    dir,
    /** An empty folder. */
    folder: () => mkdtempSync(join(dir, 'data-')),
    /** An empty Redis. Returns its address. */
    async redis() {
      const name = `redis-${redises.length}`;
      const redis = await startRedis({ dir: join(dir, name), log: join(dir, `${name}.log`), durable: false, say });
      redises.push(redis);
      return redis.url;
    },
    /** An empty database, migrated unless told otherwise. Returns its address. */
    async database({ migrated = true } = {}) {
      const name = `bench_${randomUUID().replaceAll('-', '')}`;
      const admin = new pg.Client(postgres.url);
      await admin.connect();
      await admin.query(`CREATE DATABASE ${name}`);
      await admin.end();
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      if (migrated) {
        const { createDataSource, migrate } = await import(dist('database/data-source.js'));
        const db = await createDataSource(url.href, 2).initialize();
        await migrate(db);
        await db.destroy();
      }
      return url.href;
    },
    /** Starts a program and waits until it says that it is ready. `first`: modules that it loads before itself. */
    async start(program, env, first = []) {
      const args = [...profiling(), ...first.flatMap((file) => ['--import', file]), program];
      const child = spawn(process.execPath, args, {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'error', ...env },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      children.push(child);
      const said = await new Promise((done, failed) => {
        child.once('message', done);
        child.once('exit', (code) => failed(new Error(`${program} ended with ${code}`)));
      });
      return {
        child,
        said,
        cpuMs: () => cpuMsOf(child.pid),
        memory: () => memoryOf(child.pid),
        stop: () => stop(child),
      };
    },
    /** A web or worker process as it is built. */
    async devreel(program, env, first) {
      const port = await freePort();
      const started = await place.start(
        dist(program),
        {
          DATA_DIR: place.folder(),
          AUTH_SECRET: 'a bench needs no better one than this',
          TRANSCRIBER: 'none',
          OCR: 'off',
          FFMPEG_PATH: ffmpeg,
          FFPROBE_PATH: ffprobe,
          PORT: String(port),
          ...env,
        },
        first,
      );
      return { ...started, url: `http://127.0.0.1:${port}` };
    },
    /** All that were started. */
    endProcesses: () => Promise.all(children.map(stop)),
    async close() {
      await place.endProcesses();
      await Promise.all(redises.map((redis) => redis.stop()));
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return place;
}

/** `BENCH_PROFILE=folder` has each process write there where its time went, as V8 tells it. */
const profiling = () =>
  process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${resolve(process.env.BENCH_PROFILE)}`] : [];

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await Promise.race([gone, wait(5_000).then(() => child.kill('SIGKILL'))]);
}

/** Of a process so far, its threads together, in milliseconds; 0 where the system does not say. */
function cpuMsOf(pid) {
  if (process.platform !== 'linux') return 0;
  // The second field is the program's name in brackets, which may have blanks in it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

/** Of a process, in MB: what it holds now, and the most that it has held; 0 where the system does not say. */
function memoryOf(pid) {
  if (process.platform !== 'linux') return { now: 0, most: 0 };
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_000;
  return { now: mb('VmRSS'), most: mb('VmHWM') };
}
