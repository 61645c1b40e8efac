/** A whole Devreel with short leases, a vendor and an ffmpeg that keep journals, somebody who works with it, and a tab. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { programs } from '../support/programs.js';
import type { SilentLine } from '../support/silent-line.js';
import { openSilentLine } from '../support/silent-line.js';
import { captionsFor } from '../support/talk.js';
import type { Server, WebServer, WorldOptions } from '../support/world.js';
import { createWorld } from '../support/world.js';
import { until } from '../support/until.js';
import { startBucket } from './bucket.js';
import { journaledFfmpeg } from './ffmpeg-journal.js';
import type { Scene } from './invariants.js';
import { startVendor } from './vendor.js';
import { openWitness } from './witness.js';

export interface Stage extends Scene {
  web: WebServer;
  /** To the vendor and to the bucket, where lines, and a bucket, were asked for; those to PostgreSQL and Redis are the world's. */
  lines: { vendor: SilentLine | null; storage: SilentLine | null };
  /** Creates a project that the tab watches. */
  project(title?: string): Promise<string>;
  /** Gives a project its recording, without captions unless told otherwise, and asks for a draft. */
  fill(projectId: string, recording: Uint8Array, options?: { captions?: boolean; draft?: boolean }): Promise<void>;
  generate(projectId: string): Promise<void>;
  end(): Promise<void>;
}

/** Quick to find out who is gone; screenshots few, calls and pictures side by side. */
const QUICK = { LEASE_SECONDS: '4', SCREENSHOT_EVERY_SECONDS: '1', MEDIA_CONCURRENCY: '6', AI_CONCURRENCY: '8' };

export interface StageOptions extends WorldOptions {
  /** Files are in a bucket. */
  bucket?: boolean;
}

export async function setStage(settings: Record<string, string> = {}, options: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'devreel-chaos-'));
  const vendor = await startVendor();
  const bucket = options.bucket === true ? await startBucket() : null;
  const endpoint = bucket?.settings['S3_ENDPOINT'];
  const lineTo = (url: string | undefined): Promise<SilentLine> | null =>
    options.lines === true && url !== undefined ? openSilentLine(url) : null;
  const lines = { vendor: await lineTo(vendor.baseUrl), storage: await lineTo(endpoint) };
  const ffmpeg = await journaledFfmpeg(folder, programs().ffmpeg);
  const models = {
    OPENAI_BASE_URL: lines.vendor?.through(vendor.baseUrl) ?? vendor.baseUrl,
    OPENAI_API_KEY: 'k',
    TRANSCRIBER: 'openai',
    AI_TIMEOUT_SECONDS: '5',
  };
  const files = {
    ...bucket?.settings,
    ...(endpoint && lines.storage && { S3_ENDPOINT: lines.storage.through(endpoint) }),
  };
  const world = await createWorld({ ...QUICK, ...models, ...files, FFMPEG_PATH: ffmpeg.path, ...settings }, options);
  const web = await world.startWeb();
  const person = await world.signUp(web);
  const witness = await openWitness(person);
  const stage: Stage = {
    world,
    web,
    lines,
    vendor,
    ffmpeg,
    person,
    witness,
    async project(title = 'A talk') {
      const { id } = await person.createProject(title);
      witness.watch(id);
      await until('the tab to know the project', () => witness.sees(id));
      return id;
    },
    async fill(id, recording, { captions = false, draft = true } = {}) {
      // First, since a task that is held may hold its project's lock.
      if (draft) await stage.generate(id);
      if (captions) await asked(person.ask('PUT', `/api/projects/${id}/captions?filename=a.srt`, captionsFor(3)));
      await asked(person.ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, recording));
    },
    generate: (id) => asked(person.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] })),
    async end() {
      witness.close();
      await world.end();
      for (const line of [lines.vendor, lines.storage]) await line?.close();
      await bucket?.stop();
      await vendor.stop();
      await rm(folder, { recursive: true });
    },
  };
  return stage;
}

async function asked(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  assert.equal(status, 202, JSON.stringify(body));
}

/** From now on a new task is given up after two tries: what happens after the last of four needs long pauses only. */
export const fewerTries = ({ world }: Stage): Promise<unknown> =>
  world.db.query('ALTER TABLE tasks ALTER COLUMN max_attempts SET DEFAULT 2');

/** Waits until the worker has said so; shows what it said instead, and whether it has ended. */
export async function says(worker: Server, words: string): Promise<void> {
  await until(`the worker to say “${words}”`, () => worker.output().includes(words)).catch((error: unknown) => {
    const { exitCode, signalCode } = worker.process;
    throw new Error(`Ended: ${String(signalCode ?? exitCode)}\n${worker.output().slice(-3_000)}`, { cause: error });
  });
}

/** Waits until the worker has said so often that it holds something at this point. */
export async function held(worker: Server, point: string, times = 1): Promise<void> {
  const lines = () =>
    worker
      .output()
      .split('\n')
      .filter((line) => line.includes(`Held at ${point}`));
  await until(`${times} to be held at ${point}`, () => lines().length >= times).catch((error: unknown) => {
    throw new Error(`Only these were held:\n${lines().join('\n')}\n${worker.output().slice(-3_000)}`, { cause: error });
  });
}
