/** Web and worker processes on machines of their own, behind one address, and somebody who works with them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { journaledFfmpeg } from '../chaos/ffmpeg-journal.js';
import type { Scene } from '../chaos/invariants.js';
import { startVendor } from '../chaos/vendor.js';
import { openWitness } from '../chaos/witness.js';
import { startBalancer } from '../support/balancer.js';
import { signUp } from '../support/person.js';
import { programs } from '../support/programs.js';
import type { Machine, Server, WebServer } from '../support/world.js';
import { createWorld } from '../support/world.js';
import { createBucket } from './bucket.js';
import { openMachines } from './machines.js';
import { makeNextVersion } from './next-version.js';

/** A proxy hears a moment later than the process itself that the process is to end. */
const PROXY_HEARS_AFTER_MS = 1_000;

export interface Fleet extends Scene {
  running(): Server[];
  /** One for each process, webs first: starts the next version on the same machine, and ends the old one. Resolves with its exit code. */
  replacements(): (() => Promise<number | null>)[];
  end(): Promise<void>;
}

interface Placed<S extends Server> {
  machine: Machine;
  server: S;
}

export async function openFleet(size: { webs: number; workers: number }): Promise<Fleet> {
  const machines = openMachines();
  const folder = await mkdtemp(join(tmpdir(), 'devreel-fleet-'));
  const vendor = await startVendor();
  const ffmpeg = await journaledFfmpeg(folder, programs().ffmpeg);
  const next = await makeNextVersion();
  const { S3_ENDPOINT: bucketUrl = '', ...bucket } = (await createBucket()).settings;
  const balancer = await startBalancer(() => webs.map(({ server }) => addressOf(server)));
  const world = await createWorld(
    {
      ...bucket,
      S3_ENDPOINT: await machines.reach(bucketUrl),
      S3_PUBLIC_ENDPOINT: '',
      OPENAI_BASE_URL: await machines.reach(vendor.baseUrl),
      OPENAI_API_KEY: 'k',
      TRANSCRIBER: 'openai',
      FFMPEG_PATH: ffmpeg.path,
      PUBLIC_URL: balancer.url,
      SIGN_UP: 'open',
      TRUST_PROXY: '1',
    },
    { apart: true },
  );
  const services = {
    DATABASE_URL: await machines.reach(world.databaseUrl),
    REDIS_URL: await machines.reach(world.redis.url),
  };
  const startWeb = async (machine: Machine, root?: string): Promise<Placed<WebServer>> => {
    const where = { machine, ...(root !== undefined && { root }) };
    return { machine, server: await world.startWeb(undefined, services, where) };
  };
  const startWorker = async (machine: Machine, root?: string): Promise<Placed<Server>> => {
    const where = { machine, ...(root !== undefined && { root }) };
    return { machine, server: await world.startWorker(services, where) };
  };
  const webs: Placed<WebServer>[] = [];
  const workers: Placed<Server>[] = [];
  for (let n = 0; n < size.webs; n += 1) webs.push(await startWeb(machines.add()));
  for (let n = 0; n < size.workers; n += 1) workers.push(await startWorker(machines.add()));
  const person = await signUp(balancer.url);
  const witness = await openWitness(person);

  const replaceWeb = async (old: Placed<WebServer>): Promise<number | null> => {
    webs.push(await startWeb(old.machine, next.root));
    const ended = old.server.end();
    await wait(PROXY_HEARS_AFTER_MS);
    webs.splice(webs.indexOf(old), 1);
    return ended;
  };
  const replaceWorker = async (old: Placed<Server>): Promise<number | null> => {
    workers.push(await startWorker(old.machine, next.root));
    workers.splice(workers.indexOf(old), 1);
    return old.server.end();
  };
  return {
    world,
    vendor,
    ffmpeg,
    person,
    witness,
    running: () => [...webs, ...workers].map(({ server }) => server),
    replacements: () => [
      ...webs.map((old) => () => replaceWeb(old)),
      ...workers.map((old) => () => replaceWorker(old)),
    ],
    async end() {
      witness.close();
      await balancer.close();
      await world.end();
      await vendor.stop();
      await machines.close();
      await next.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function addressOf({ url }: WebServer): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}
