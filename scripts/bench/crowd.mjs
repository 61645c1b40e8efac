/** Tabs that follow one project of a Devreel, and as many sockets of the floor, a bare Nest with the Redis adapter. */
import { createAdapter } from '@socket.io/redis-adapter';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { freePort } from '../embedded/ports.mjs';
import { askerOf, signUp } from './person.mjs';
import { dist } from './place.mjs';

const PEOPLE = 20;
/** Tabs that are opened together, where nothing is measured. */
const AT_ONCE = 100;
const CHILD = new URL('./tabs-child.mjs', import.meta.url).pathname;
const FLOOR = new URL('./floor-tabs.mjs', import.meta.url).pathname;
/** All come from one address, and some are one person's, as they would not elsewhere. */
const WITHOUT_LIMITS = { CONNECTIONS_PER_ADDRESS: '0', SOCKETS_PER_ACCOUNT: '0', REQUESTS_PER_SECOND: '0' };

/** In milliseconds, the same in all processes of the machine. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * Tabs in a process of their own, which are in when this resolves. `heard(n)` resolves when the last of them has heard the event
 * with this number; `back(url)` when all are in again, which come to another web process at once. Rejects when one is not let in.
 */
export async function openTabs(side, count) {
  const { child, stop } = await side.place.start(CHILD, {});
  const waiting = new Map();
  const told = new Map();
  let opened;
  child.on('message', (said) => {
    if (said.opened) return opened.resolve();
    if (said.refused) return opened.reject(new Error(`A tab was not let in: ${said.refused}`));
    waiting.get(said.n)?.(said);
    if (!waiting.delete(said.n)) told.set(said.n, said);
  });
  const open = (url, atOnce, after) =>
    new Promise((resolve, reject) => {
      opened = { resolve, reject };
      child.send({ count, atOnce, url, cookies: side.cookies, projectId: side.projectId, after });
    });
  await open(side.url, AT_ONCE);
  return {
    count,
    heard: (n) => told.get(n) ?? new Promise((done) => waiting.set(n, done)),
    back: (url) => open(url, count, side.lastSeq()),
    stop,
  };
}

/** `first`: modules that the web process loads before itself. */
export async function openOurs(place, first = []) {
  const [databaseUrl, redisUrl] = [await place.database(), await place.redis()];
  const env = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, SIGN_UP: 'open', ...WITHOUT_LIMITS };
  const anotherWeb = () => place.devreel('main.js', env, first);
  const web = await anotherWeb();
  const cookies = [];
  for (let i = 0; i < PEOPLE; i += 1) cookies.push(await signUp(web.url));
  const ask = askerOf(web.url, cookies[0]);
  const { id: projectId } = await ask('POST', '/api/projects', { title: 'A talk' });
  const writer = await openWriter(databaseUrl, redisUrl, projectId);
  await writer.letIn();
  return {
    place,
    env,
    ask,
    cookies,
    projectId,
    anotherWeb,
    web,
    url: web.url,
    send: writer.send,
    lastSeq: writer.lastSeq,
    async close() {
      await writer.close();
      await web.stop();
    },
  };
}

/** Writes events as every process does. */
async function openWriter(databaseUrl, redisUrl, projectId) {
  const { createDataSource } = await import(dist('database/data-source.js'));
  const { EventLog } = await import(dist('events/event-log.js'));
  const { announceBy, createPublisher } = await import(dist('events/announce.js'));
  const db = await createDataSource(databaseUrl, 2).initialize();
  const redis = createPublisher(redisUrl);
  await new Promise((ready) => redis.once('ready', ready));
  const tell = announceBy(redis);
  let said = { n: 0, announced: 0 };
  const log = new EventLog(db, (announcement) => {
    said = { n: announcement.events[0].seq, announced: now() };
    tell(announcement);
  });
  return {
    /** Everybody with an account may see the project. */
    letIn: () =>
      db.query(
        `INSERT INTO members (project_id, user_id, role) SELECT $1, id::text, 'editor' FROM auth."user" ON CONFLICT DO NOTHING`,
        [projectId],
      ),
    /** The number of the event, and when it was announced, which is at once after the commit. */
    async send() {
      await log.write(projectId, (tx) => Promise.resolve(tx.append('project.updated')));
      return said;
    },
    lastSeq: () => said.n,
    async close() {
      redis.disconnect();
      await db.destroy();
    },
  };
}

/** The same as far as a bare Nest has it: somebody else emits to the one room in which all sockets are. */
export async function openFloor(place, first = []) {
  const redisUrl = await place.redis();
  const anotherWeb = async () => {
    const port = await freePort();
    const started = await place.start(FLOOR, { REDIS_URL: redisUrl, PORT: String(port) }, first);
    return { ...started, url: `http://127.0.0.1:${port}` };
  };
  const web = await anotherWeb();
  const clients = [new Redis(redisUrl), new Redis(redisUrl)];
  const io = new Server({ adapter: createAdapter(...clients) });
  const projectId = randomUUID();
  let seq = 0;
  return {
    place,
    anotherWeb,
    web,
    url: web.url,
    send() {
      seq += 1;
      const announced = now();
      io.to('everybody').emit('event', { projectId, seq, type: 'project.updated', at: new Date().toISOString() });
      return Promise.resolve({ n: seq, announced });
    },
    lastSeq: () => seq,
    async close() {
      for (const client of clients) client.disconnect();
      await web.stop();
    },
  };
}
