/** An event on its way to tabs, and tabs that come all at once, against a bare Nest with the Redis adapter. */
import { createAdapter } from '@socket.io/redis-adapter';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { freePort } from '../embedded/ports.mjs';
import { median, quantile } from './figures.mjs';
import { askerOf, signUp } from './person.mjs';
import { dist } from './place.mjs';

const CROWD = 1_000;
const SINGLE_EVENTS = 200;
const CROWD_EVENTS = 15;
const BURST = 30;
const PEOPLE = 20;
const DRAFTS = 100;
const CHILD = new URL('./tabs-child.mjs', import.meta.url).pathname;
const FLOOR = new URL('./floor-tabs.mjs', import.meta.url).pathname;

const now = () => Number(process.hrtime.bigint()) / 1e6;

export async function measure(place, rounds) {
  const sides = { ours: await openOurs(place), floor: await openFloor(place) };
  const found = {};
  const note = (what, side, value) => (found[what] ??= { ours: [], floor: [] })[side].push(value);
  // The first round is for the compilers.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, side] of Object.entries(sides)) {
      const figures = await measureSide(side);
      if (round > 0) for (const [what, value] of Object.entries(figures)) note(what, name, value);
    }
  }
  for (const side of Object.values(sides)) await side.close();
  const figure = (what, unit, better, key, limit) => ({ what, unit, better, ...found[key], limit });
  return [
    figure('commit of an event → one tab', 'ms', 'lower', 'one', 'Redis there, and two processes that take turns'),
    figure(
      'the same with its transaction',
      'ms',
      'lower',
      'oneWritten',
      'round trips to PostgreSQL: begin, lock, write, commit',
    ),
    figure('commit of an event → the last of 1,000 tabs', 'ms', 'lower', 'last', 'a write to each socket'),
    figure('deliveries to 1,000 tabs', '1/s and core', 'higher', 'deliveries', 'a write to each socket'),
    figure(
      '1,000 tabs that come at once, processor of the web process',
      'ms',
      'lower',
      'joins',
      'sessions, then handshakes',
    ),
    { ...figure('generate → 202 with 1,000 tabs, p99', 'ms', 'lower', 'generate', 'the transaction'), floor: [] },
  ];
}

async function measureSide(side) {
  const figures = {};
  const single = await openTabs(side, 1);
  const one = await latencies(side, single, SINGLE_EVENTS);
  figures.one = median(one.map(({ last, announced }) => last - announced));
  figures.oneWritten = median(one.map(({ last, asked }) => last - asked));
  await single.stop();
  const before = side.cpuMs();
  const crowd = await openTabs(side, CROWD);
  figures.joins = side.cpuMs() - before;
  const all = await latencies(side, crowd, CROWD_EVENTS);
  figures.last = median(all.map(({ last, announced }) => last - announced));
  figures.deliveries = await burst(side, crowd);
  if (side.generate) figures.generate = await side.generate();
  await crowd.stop();
  return figures;
}

/** Tabs in a process of their own. `heard(n)` resolves when the last of them has heard the event with this number. */
export async function openTabs(side, count) {
  const { child, stop } = await side.place.start(CHILD, {});
  const waiting = new Map();
  const told = new Map();
  const opened = new Promise((done) => {
    child.on('message', (said) => {
      if (said === 'opened') return done();
      waiting.get(said.n)?.(said);
      if (!waiting.delete(said.n)) told.set(said.n, said);
    });
  });
  child.send({ open: count, url: side.url, cookies: side.cookies, projectId: side.projectId });
  await opened;
  const heard = (n) => told.get(n) ?? new Promise((done) => waiting.set(n, done));
  return { count, heard, stop };
}

/** One event after the other has arrived: when it was asked for, announced, and heard by the last. */
async function latencies(side, tabs, count) {
  const times = [];
  for (let i = 0; i < count; i += 1) {
    const asked = now();
    const { n, announced } = await side.send();
    times.push({ asked, announced, ...(await tabs.heard(n)) });
  }
  return times;
}

/** Deliveries for each second of the web process's processor, of many events one behind the other. */
async function burst(side, tabs) {
  const before = side.cpuMs();
  const sent = [];
  for (let i = 0; i < BURST; i += 1) sent.push((await side.send()).n);
  for (const n of sent) await tabs.heard(n);
  return (BURST * tabs.count) / ((side.cpuMs() - before) / 1_000);
}

export async function openOurs(place) {
  const [databaseUrl, redisUrl] = [await place.database(), await place.redis()];
  const web = await place.devreel('main.js', { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, SIGN_UP: 'open' });
  const cookies = [];
  for (let i = 0; i < PEOPLE; i += 1) cookies.push(await signUp(web.url));
  const ask = askerOf(web.url, cookies[0]);
  const { id: projectId } = await ask('POST', '/api/projects', { title: 'A talk' });
  const { createDataSource } = await import(dist('database/data-source.js'));
  const { EventLog } = await import(dist('events/event-log.js'));
  const { announceBy, createPublisher } = await import(dist('events/announce.js'));
  const db = await createDataSource(databaseUrl, 2).initialize();
  await db.query(
    `INSERT INTO members (project_id, user_id, role) SELECT $1, id::text, 'editor' FROM auth."user" ON CONFLICT DO NOTHING`,
    [projectId],
  );
  const redis = createPublisher(redisUrl);
  await new Promise((ready) => redis.once('ready', ready));
  const tell = announceBy(redis);
  let said;
  const log = new EventLog(db, (announcement) => {
    said = { n: announcement.events[0].seq, announced: now() };
    tell(announcement);
  });
  return {
    place,
    url: web.url,
    cookies,
    projectId,
    cpuMs: web.cpuMs,
    memory: web.memory,
    async send() {
      await log.write(projectId, (tx) => Promise.resolve(tx.append('project.updated')));
      return said;
    },
    /** Each draft in a project of its own, as people ask for them. */
    async generate() {
      const times = [];
      for (let i = 0; i < DRAFTS; i += 1) {
        const { id } = await ask('POST', '/api/projects', { title: 'Another' });
        const begunAt = performance.now();
        await ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
        times.push(performance.now() - begunAt);
      }
      return quantile(times, 0.99);
    },
    async close() {
      redis.disconnect();
      await db.destroy();
      await web.stop();
    },
  };
}

export async function openFloor(place) {
  const redisUrl = await place.redis();
  const port = await freePort();
  const server = await place.start(FLOOR, { REDIS_URL: redisUrl, PORT: String(port) });
  const clients = [new Redis(redisUrl), new Redis(redisUrl)];
  const io = new Server({ adapter: createAdapter(...clients) });
  const projectId = randomUUID();
  let seq = 0;
  return {
    place,
    url: `http://127.0.0.1:${port}`,
    cpuMs: server.cpuMs,
    memory: server.memory,
    send() {
      seq += 1;
      const announced = now();
      io.to('everybody').emit('event', { projectId, seq, type: 'project.updated', at: new Date().toISOString() });
      return Promise.resolve({ n: seq, announced });
    },
    async close() {
      await io.close();
      for (const client of clients) client.disconnect();
      await server.stop();
    },
  };
}
