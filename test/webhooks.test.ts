/** Webhooks: each event of the log reaches its receiver, in order, whoever is killed on the way; and nobody else's do. */
import { Redis } from 'ioredis';
import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Notice } from '../src/contract/realtime.js';
import type { Webhook, WebhookDelivery, WebhookWithSecret } from '../src/contract/webhooks.js';
import type { Answer, Person } from './support/person.js';
import { Receiver } from './support/receiver.js';
import { expectProblem } from './support/tus.js';
import { until } from './support/until.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let worker: Server;
let ada: Person;
let receiver: Receiver;

beforeAll(async () => {
  world = await createWorld({ ALLOW_PRIVATE_ADDRESSES: 'true' });
  [web, worker] = [await world.startWeb(), await world.startWorker()];
});
afterAll(() => world.end());
beforeEach(async () => {
  [ada, receiver] = [await world.signUp(web), await Receiver.start()];
});
afterEach(() => receiver.kill());

async function create(more: object = {}, person = ada): Promise<WebhookWithSecret> {
  const { status, body } = await person.ask('POST', '/api/webhooks', { url: receiver.url, ...more });
  expect(status).toBe(201);
  const made = body as WebhookWithSecret;
  receiver.secrets.push(made.secret);
  return made;
}

const rename = async (projectId: string, times: number): Promise<void> => {
  for (let i = 0; i < times; i++) await ada.ask('PATCH', `/api/projects/${projectId}`, { title: `Title ${i}` });
};

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

const arrived = (projectId: string, last: number): Promise<boolean> =>
  until(`event ${last} to arrive`, () => receiver.seqs(projectId).includes(last));

const deliveriesOf = async ({ id }: Webhook): Promise<WebhookDelivery[]> =>
  ((await ada.ask('GET', `/api/webhooks/${id}/deliveries`)).body as { items: WebhookDelivery[] }).items;

const stateOf = async ({ id }: Webhook): Promise<Webhook> =>
  (await ada.ask('GET', `/api/webhooks/${id}`)).body as Webhook;

/** For the next tries of these: what waits for a pause to end is due, and each is tried again without being taken. */
async function aMinutePasses(...hooks: Webhook[]): Promise<void> {
  const tries = async (): Promise<number[]> =>
    Promise.all(hooks.map(async (hook) => (await deliveriesOf(hook))[0]?.attempts ?? 0));
  await until('a first try of each', async () => (await tries()).every((n) => n > 0));
  const before = await tries();
  await world.db.query(
    `UPDATE webhook_positions SET due_at = due_at - interval '1 minute', failing_since = failing_since - interval '1 minute'
     WHERE failures > 0 AND webhook_id = ANY ($1)`,
    [hooks.map(({ id }) => id)],
  );
  await until('another try of each', async () => (await tries()).every((n, i) => n > (before[i] ?? 0)));
}

test('while receiver, worker and Redis come and go, every event arrives, in order, signed, with the same id at each try', async () => {
  await create();
  const [one, two] = [(await ada.createProject()).id, (await ada.createProject()).id];
  await rename(one, 3);
  await arrived(one, 3);
  await receiver.kill();
  for (const projectId of [one, two]) await rename(projectId, 3);
  await worker.end('SIGKILL');
  await rename(one, 2);
  const redis = new Redis(world.redis.url);
  await redis.flushall();
  redis.disconnect();
  worker = await world.startWorker();
  await rename(two, 2);
  await receiver.open();
  await Promise.all([arrived(one, 8), arrived(two, 5)]);
  expect(receiver.seqs(one)).toEqual(upTo(8));
  expect(receiver.seqs(two)).toEqual(upTo(5));
  expect(receiver.received.every(({ signedBy }) => signedBy.length === 1)).toBe(true);
  const events = new Set(receiver.received.map(({ message: { data } }) => `${data.projectId} ${data.seq}`));
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(events.size);
  expect(receiver.received[0]?.message).toMatchObject({ type: 'project.updated', data: { projectId: one, seq: 1 } });
});

test('a receiver that was away for minutes and one that lies about its address have every event, in order, though web and worker were killed in between', async () => {
  const liar = await Receiver.start();
  const target = await Receiver.start();
  const hook = await create({ url: liar.url });
  const away = await create();
  const { id: projectId } = await ada.createProject();
  await rename(projectId, 2);
  await Promise.all([arrived(projectId, 2), until('the other one', () => liar.seqs(projectId).includes(2))]);
  await receiver.kill();
  liar.answer = (response) => response.writeHead(308, { location: target.url }).end();
  await rename(projectId, 3);
  await until('a lie', async () => (await deliveriesOf(hook))[0]?.status === 308);
  await aMinutePasses(hook, away);
  await Promise.all([web.end('SIGKILL'), worker.end('SIGKILL')]);
  [web, worker] = [await world.startWeb(Number(new URL(web.url).port)), await world.startWorker()];
  await rename(projectId, 2);
  await aMinutePasses(hook, away);
  await receiver.open();
  liar.answer = 200;
  await Promise.all([arrived(projectId, 7), until('all at the other one', () => liar.seqs(projectId).includes(7))]);
  expect([receiver.seqs(projectId), liar.seqs(projectId)]).toEqual([upTo(7), upTo(7)]);
  expect(target.received).toEqual([]);
  await Promise.all([liar.kill(), target.kill()]);
});

test('a name that leads into the own network is not reached, and has everything once that is allowed', async () => {
  await worker.end();
  worker = await world.startWorker({ ALLOW_PRIVATE_ADDRESSES: 'false' });
  const hook = await create({ url: receiver.url.replace('127.0.0.1', hostname()) });
  const honest = await create();
  const { id: projectId } = await ada.createProject();
  await rename(projectId, 2);
  const tried = async (of: Webhook): Promise<boolean> => ((await deliveriesOf(of))[0]?.attempts ?? 0) > 1;
  await until('tries', async () => (await tried(hook)) && (await tried(honest)));
  expect((await deliveriesOf(hook))[0]).toMatchObject({ status: null, deliveredAt: null });
  expect((await deliveriesOf(honest))[0]?.error).toContain('no address of the public internet');
  expect(receiver.received).toEqual([]);
  await worker.end();
  worker = await world.startWorker();
  await arrived(projectId, 2);
  expect(receiver.seqs(projectId)).toEqual(upTo(2));
});

test('secrets lie sealed in the database; those from before sign on; with another AUTH_SECRET a new one is asked for', async () => {
  const hook = await create();
  const rows = async (): Promise<string> =>
    JSON.stringify(await world.db.query('SELECT * FROM webhooks WHERE id = $1', [hook.id]));
  const before = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  expect(await rows()).not.toContain(hook.secret);
  await world.db.query('UPDATE webhooks SET secret = $2, sealed = NULL, sealed_by = NULL WHERE id = $1', [
    hook.id,
    before,
  ]);
  receiver.secrets = [before];
  await (await world.startWeb()).end();
  expect(await rows()).not.toContain(before);
  const { id: projectId } = await ada.createProject();
  await rename(projectId, 1);
  await arrived(projectId, 1);
  expect(receiver.received[0]?.signedBy).toEqual([before]);
  await world.db.query("UPDATE webhooks SET sealed_by = 'another' WHERE id = $1", [hook.id]);
  expect(await stateOf(hook)).toMatchObject({ secretIsLost: true });
  await rename(projectId, 1);
  receiver.secrets = [((await ada.ask('POST', `/api/webhooks/${hook.id}/rotate`)).body as WebhookWithSecret).secret];
  await arrived(projectId, 2);
  expect(receiver.received.at(-1)?.signedBy).toEqual(receiver.secrets);
  expect(await stateOf(hook)).toMatchObject({ secretIsLost: false });
});

test('only what was asked for is sent: of one project, of some types, from its making on', async () => {
  const [asked, other] = [(await ada.createProject()).id, (await ada.createProject()).id];
  await rename(asked, 2);
  await create({ projectId: asked, eventTypes: ['member.changed', 'project.deleted'] });
  await rename(asked, 2);
  await rename(other, 1);
  const bob = await world.signUp(web);
  const { email } = (await bob.ask('GET', '/api/me')).body as { email: string };
  await ada.ask('POST', `/api/projects/${asked}/members`, { email, role: 'viewer' });
  await arrived(asked, 5);
  await ada.ask('DELETE', `/api/projects/${asked}`);
  await arrived(asked, 6);
  expect(receiver.received.map(({ message: { type, data } }) => [type, data.seq])).toEqual([
    ['member.changed', 5],
    ['project.deleted', 6],
  ]);
});

test('who may change the project no longer is sent nothing more of it', async () => {
  const { id: projectId } = await ada.createProject();
  const bob = await world.signUp(web);
  const { id, email } = (await bob.ask('GET', '/api/me')).body as { id: string; email: string };
  expectProblem(await bob.ask('POST', '/api/webhooks', { url: receiver.url, projectId }), 404, 'not_found');
  await ada.ask('POST', `/api/projects/${projectId}/members`, { email, role: 'editor' });
  await create({ projectId }, bob);
  await rename(projectId, 1);
  await arrived(projectId, 2);
  await ada.ask('DELETE', `/api/projects/${projectId}/members/${id}`);
  // Ada's own is told of what comes after, and so would Bob's be.
  const had = receiver.received.length;
  await create();
  await rename(projectId, 1);
  await arrived(projectId, 4);
  expect(receiver.received.slice(had).map(({ signedBy }) => signedBy)).toEqual([[receiver.secrets[1]]]);
});

/** In s: how long a webhook is put off that has failed so often, or once or twice more. */
async function putOff(failures: number, { id }: Webhook): Promise<{ failures: number; whole: number; rest: number }> {
  const failed = 'UPDATE webhook_positions SET failures = $2, due_at = now() WHERE webhook_id = $1';
  await world.db.query(failed, [id, failures - 1]);
  const sql = `
    SELECT failures, extract(epoch FROM due_at - attempted_at)::float8 AS whole, extract(epoch FROM due_at - clock_timestamp())::float8 AS rest
    FROM webhook_positions JOIN webhook_deliveries USING (webhook_id, project_id)
    WHERE webhook_id = $1 AND failures >= $2 AND due_at > clock_timestamp() + interval '10 minutes'`;
  return until(
    'a long pause',
    async () => (await world.db.query<Awaited<ReturnType<typeof putOff>>[]>(sql, [id, failures]))[0],
  );
}

test('redirects are not followed, the list of what was sent says so, and pauses double up to two hours', async () => {
  const hook = await create();
  receiver.answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end();
  const { id: projectId } = await ada.createProject();
  await rename(projectId, 1);
  const [tried] = await until('two tries', async () => {
    const deliveries = await deliveriesOf(hook);
    return (deliveries[0]?.attempts ?? 0) > 1 && deliveries;
  });
  expect(tried).toMatchObject({ seq: 1, status: 307, deliveredAt: null });
  expect(tried?.error).toContain('redirects are not followed');
  for (const failures of [11, 40]) {
    const pause = await putOff(failures, hook);
    const seconds = Math.min(7_200, 2 ** (pause.failures - 1));
    // It began after the try was noted, and before now.
    expect(pause.whole).toBeGreaterThanOrEqual(seconds);
    expect(pause.rest).toBeLessThanOrEqual(seconds);
  }
  receiver.answer = 200;
  await ada.ask('PATCH', `/api/webhooks/${hook.id}`, { paused: false });
  await until('it to be taken', async () => (await deliveriesOf(hook))[0]?.deliveredAt);
  expect(new Set(receiver.received.map(({ path }) => path))).toEqual(new Set(['/hook']));
});

test.each([
  ['says that it is gone', 410],
  ['has not taken it for a day', 500],
])('a receiver that %s is paused, with a notice, and goes on by hand where it was', async (_, status) => {
  const { id: projectId } = await ada.createProject();
  const bob = await world.signUp(web);
  const { email } = (await bob.ask('GET', '/api/me')).body as { email: string };
  await ada.ask('POST', `/api/projects/${projectId}/members`, { email, role: 'viewer' });
  const hook = await create({ projectId });
  receiver.answer = status;
  await rename(projectId, 2);
  if (status === 500) {
    await until('a try', async () => (await deliveriesOf(hook)).length > 0);
    await world.db.query(
      "UPDATE webhook_positions SET failing_since = now() - interval '25 hours' WHERE webhook_id = $1",
      [hook.id],
    );
  }
  expect(await until('the pause', async () => (await stateOf(hook)).pausedBecause)).toContain(String(status));
  const newest = async (person: Person): Promise<Notice | undefined> =>
    ((await person.ask('GET', '/api/notices')).body as { items: Notice[] }).items[0];
  const { host } = new URL(receiver.url);
  const action = { label: 'Show', href: `/projects/${projectId}#webhooks` };
  const mine = await newest(ada);
  expect(mine).toMatchObject({ projectId: null, level: 'error', title: 'A webhook is paused', action });
  expect(mine?.body).toContain(host);
  // Where it leads is seen by nobody else.
  const others = await newest(bob);
  expect(others).toMatchObject({ projectId, seq: null, level: 'warning', title: 'A webhook is paused' });
  expect(JSON.stringify(others)).not.toMatch(/127\.0\.0\.1|localhost|\b(?:410|500)\b/);
  receiver.answer = 200;
  receiver.received.length = 0;
  await rename(projectId, 1);
  await ada.ask('PATCH', `/api/webhooks/${hook.id}`, { paused: false });
  await arrived(projectId, 4);
  expect(receiver.seqs(projectId)).toEqual([2, 3, 4]);
  const { id: bobs } = (await bob.ask('GET', '/api/me')).body as { id: string };
  await ada.ask('DELETE', `/api/projects/${projectId}/members/${bobs}`);
  expect(await newest(bob)).toBeUndefined();
});

test('events are sent again by hand, and a new secret signs together with the one before', async () => {
  const hook = await create();
  const { id: projectId } = await ada.createProject();
  await rename(projectId, 3);
  await arrived(projectId, 3);
  const { secret } = (await ada.ask('POST', `/api/webhooks/${hook.id}/rotate`)).body as WebhookWithSecret;
  receiver.secrets.push(secret);
  receiver.received.length = 0;
  await ada.ask('POST', `/api/webhooks/${hook.id}/replay`, { projectId, after: 1 });
  await arrived(projectId, 3);
  expect(receiver.seqs(projectId)).toEqual([2, 3]);
  expect(receiver.received.map(({ signedBy }) => signedBy.length)).toEqual([2, 2]);
});

test('nobody sees, changes or has anything sent by the webhooks of others', async () => {
  const { id } = await create();
  const eve = await world.signUp(web);
  const { id: projectId } = await ada.createProject();
  const asks: Promise<Answer>[] = [
    eve.ask('GET', `/api/webhooks/${id}`),
    eve.ask('GET', `/api/webhooks/${id}/deliveries`),
    eve.ask('PATCH', `/api/webhooks/${id}`, { paused: true }),
    eve.ask('POST', `/api/webhooks/${id}/rotate`),
    eve.ask('POST', `/api/webhooks/${id}/replay`, { projectId, after: 0 }),
    eve.ask('DELETE', `/api/webhooks/${id}`),
  ];
  for (const answer of await Promise.all(asks)) expectProblem(answer, 404, 'not_found');
  expect((await eve.ask('GET', '/api/webhooks')).body).toMatchObject({ items: [] });
  expect(JSON.stringify((await ada.ask('GET', '/api/webhooks')).body)).not.toContain('whsec_');
  expect((await ada.ask('DELETE', `/api/webhooks/${id}`)).status).toBe(204);
});

test('addresses within the own network are refused, in whatever way they are written, unless a setting allows them', async () => {
  const strict = await world.startWeb(undefined, { ALLOW_PRIVATE_ADDRESSES: 'false' });
  const hosts = [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '169.254.169.254',
    '192.168.0.1',
  ];
  for (const host of hosts) {
    const sent = JSON.stringify({ url: `http://${host}:4560/` });
    const headers = { cookie: ada.cookie, 'content-type': 'application/json' };
    const { status } = await fetch(`${strict.url}/api/webhooks`, { method: 'POST', headers, body: sent });
    expect([host, status]).toEqual([host, 422]);
  }
  await strict.end();
});
