/** Behind a real proxy: each client is counted for itself, whatever it says of itself, and uploads, sockets and streams go through. */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/embedded/ports.mjs';
import { startProxy } from '../../scripts/embedded/proxies.mjs';
import { followEvents } from '../support/event-source.js';
import type { Person } from '../support/person.js';
import { personWith } from '../support/person.js';
import { begin, hashOf, noise, offsetOf, patch } from '../support/tus.js';
import { until } from '../support/until.js';
import type { WebServer, World } from '../support/world.js';
import { createWorld } from '../support/world.js';

/** Of one client, all together. */
const MOST_OPEN = 6;

describe.each(['caddy', 'nginx'] as const)('behind %s', (name) => {
  let world: World;
  let web: WebServer;
  let proxy: { stop(): Promise<void> } | undefined;
  let dir: string;
  /** The proxy's address, as which Devreel is known. */
  let url: string;
  let ada: Person;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'devreel-proxy-'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    world = await createWorld({ TRUST_PROXY: '1', PUBLIC_URL: url, CONNECTIONS_PER_ADDRESS: String(MOST_OPEN) });
    web = await world.startWeb();
    const upstream = Number(new URL(web.url).port);
    proxy = await startProxy(name, { port, upstream, dir }, (line: string) => void process.stderr.write(`${line}\n`));
  });
  afterAll(async () => {
    await proxy?.stop();
    await world.end();
    await rm(dir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    ada = await world.signUp({ ...web, url });
  });
  afterEach(() => world.db.query('DELETE FROM guesses'));

  /** A request from this address of the machine; all of 127.0.0.0/8 are. */
  const from = (address: string, path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      request(url + path, { localAddress: address, headers, agent: false }, resolve)
        .on('error', reject)
        .end();
    });
  const statusFrom = async (...asked: Parameters<typeof from>): Promise<number | undefined> => {
    const answer = await from(...asked);
    await text(answer);
    return answer.statusCode;
  };
  const guess = (): string => `/api/invitations/${randomUUID()}`;

  test('who guesses waits, whatever they say where they come from, and nobody else does', async () => {
    for (let i = 0; i < 30; i++) expect(await statusFrom('127.0.0.2', guess())).toBe(404);
    const forged = [
      { 'x-forwarded-for': '203.0.113.7' },
      { 'x-forwarded-for': '203.0.113.8, 203.0.113.9' },
      { 'x-forwarded-for': '127.0.0.3', 'x-real-ip': '203.0.113.10', forwarded: 'for=203.0.113.11' },
    ];
    for (const headers of [{}, ...forged]) expect(await statusFrom('127.0.0.2', guess(), headers)).toBe(429);
    // Another one is not held to account for it, also where the first said that it was them.
    expect(await statusFrom('127.0.0.3', guess())).toBe(404);
    const keys = await world.db.query<{ key: string }[]>('SELECT key FROM guesses ORDER BY key');
    expect(keys.map(({ key }) => key)).toEqual(['link:127.0.0.2', 'link:127.0.0.3']);
  });

  test('one who holds as much open as they may gets no more, by a forged address either, and others do', async () => {
    const { id } = await ada.createProject();
    const streamed = { cookie: ada.cookie, accept: 'text/event-stream' };
    const events = `/api/projects/${id}/events`;
    const held = await Promise.all(Array.from({ length: MOST_OPEN }, () => from('127.0.0.4', events, streamed)));
    expect(held.map(({ statusCode }) => statusCode)).toEqual(held.map(() => 200));
    for (const headers of [streamed, { ...streamed, 'x-forwarded-for': '203.0.113.7' }])
      expect(await statusFrom('127.0.0.4', events, headers)).toBe(429);
    expect(await statusFrom('127.0.0.5', `/api/projects/${id}`, { cookie: ada.cookie })).toBe(200);
    for (const stream of held) stream.destroy();
    await until('room again', async () => (await statusFrom('127.0.0.4', '/api/me', { cookie: ada.cookie })) === 200);
  });

  test('an upload goes through in pieces, a socket and a stream hear each event as it happens, and sessions name the client', async () => {
    const { id } = await ada.createProject();
    const tab = await ada.openTab();
    expect(await tab.join(id)).toHaveProperty('data');
    expect(tab.socket.io.engine.transport.name).toBe('websocket');
    const stream = await followEvents(ada, id);
    const bytes = noise(12_000_000);
    const address = await begin(ada, id, bytes.length);
    await patch(ada, address, 0, bytes.subarray(0, 5_000_000));
    expect(await offsetOf(ada, address)).toBe(5_000_000);
    expect((await patch(ada, address, 5_000_000, bytes.subarray(5_000_000))).status).toBe(204);
    await until('the event of the whole recording', () => tab.events.some(({ type }) => type === 'task.queued'));
    await until('all of them on the stream', () => stream.seqs().length >= tab.events.length);
    const part = await ada.ask('GET', `/api/projects/${id}/source`, undefined, { range: 'bytes=0-7' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 0-7/12000000']);
    const [row] = await world.db.query<{ sha256: string }[]>('SELECT sha256 FROM sources WHERE project_id = $1', [id]);
    expect(row?.sha256).toBe(hashOf(bytes));
    const sessions = (await ada.ask('GET', '/api/me/sessions')).body as { items: { address: string }[] };
    expect(sessions.items.map((session) => session.address)).toEqual(['127.0.0.1']);
    tab.close();
    stream.close();
  });

  test('who comes past the proxy is counted by where they come from', async () => {
    const direct = personWith(web.url, '');
    await Promise.all(Array.from({ length: 3 }, () => direct.ask('GET', guess())));
    expect(await world.db.query('SELECT key, count FROM guesses')).toEqual([{ key: 'link:127.0.0.1', count: 3 }]);
  });
});
