/** Slow connections, many of one address, and answers that nobody reads: at a server of the test's own. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import { answerBrokenRequests } from '../../src/http/broken-requests.js';
import type { ConnectionLimits } from '../../src/http/connections.js';
import { limitConnections, serverFor } from '../../src/http/connections.js';
import { unreadTimeout } from '../../src/http/unread-timeout.js';
import type { RawLine } from '../support/raw-lines.js';
import { rawLine } from '../support/raw-lines.js';
import { until } from '../support/until.js';

const STUCK_MS = 1_000;
const HALF = 'GET / HTTP/1.1\r\nHost: a\r\nX-';
const WHOLE = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

let server: Server;
let url: string;
/** Ends the requests to `/later`. */
let answerLater: (() => void)[] = [];
const lines: RawLine[] = [];

async function serve(limits: ConnectionLimits, headMs = 60_000): Promise<void> {
  const app = express().use(unreadTimeout(STUCK_MS));
  app.get('/', (_request, response) => void response.send('Here.'));
  app.get('/later', (_request, response) => void answerLater.push(() => response.send('At last.')));
  app.get('/much', (_request, response) => void response.send(Buffer.alloc(30_000_000, 'x')));
  server = serverFor(app, headMs, 100);
  answerBrokenRequests(server);
  limitConnections(server, limits);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const { socket } of lines.splice(0)) socket.destroy();
  answerLater = [];
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

async function open(bytes: string, options?: { from?: string; reads?: boolean }): Promise<RawLine> {
  const line = await rawLine(url, bytes, options);
  lines.push(line);
  return line;
}
const openMany = (count: number, bytes: string): Promise<RawLine[]> =>
  Promise.all(Array.from({ length: count }, () => open(bytes)));
const held = (): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

test('a head that trickles is ended in time, and the connection with it, though its other side stays', async () => {
  await serve({ most: 0 }, 1_000);
  const slow = await open(HALF);
  const trickle = setInterval(() => slow.socket.write('x'), 100);
  await until('it to be over', () => slow.isOver());
  clearInterval(trickle);
  expect(slow.answer()).toMatch(/^HTTP\/1\.1 408 .*request_timeout/s);
  await until('nothing to be held', async () => (await held()) === 0);
});

test('so is the head of a later request, and a connection that sends nothing at all', async () => {
  await serve({ most: 0 }, 1_000);
  const silent = await open('');
  const second = await open(WHOLE('/'));
  await until('the first answer', () => second.answer().includes('Here.'));
  second.socket.write(HALF);
  await until('both to be over', () => silent.isOver() && second.isOver());
});

test('waiting connections give way to new ones of their address, the oldest first, and to no one else’s', async () => {
  await serve({ most: 100, mostWaiting: 5 });
  const other = await open(HALF, { from: '127.0.0.2' });
  const crowd: RawLine[] = [];
  for (let i = 0; i < 20; i += 1) crowd.push(await open(HALF));
  await until('the oldest to be over', () => crowd.slice(0, 15).every((line) => line.isOver()));
  expect(crowd.slice(15).some((line) => line.isOver())).toBe(false);
  expect(await (await fetch(url)).text()).toBe('Here.');
  other.socket.write('Y: z\r\n\r\n');
  await until('the other to be answered', () => other.answer().includes('Here.'));
});

test('an address that has too many requests under way is told so, and others are not', async () => {
  await serve({ most: 5, mostWaiting: 5 });
  const busy = await openMany(5, WHOLE('/later'));
  await until('five to be under way', () => answerLater.length === 5);
  const sixth = await open(WHOLE('/'));
  await until('the sixth to be over', () => sixth.isOver());
  expect(sixth.answer()).toMatch(/^HTTP\/1\.1 429 .*Retry-After: \d+.*too_many_connections/s);
  const elsewhere = await open(WHOLE('/'), { from: '127.0.0.2' });
  await until('the other address to be answered', () => elsewhere.answer().includes('Here.'));
  for (const answer of answerLater) answer();
  await until('those to be answered', () => busy.every((line) => line.answer().includes('At last.')));
  // Those that are kept for another request give way.
  expect(await (await fetch(url)).text()).toBe('Here.');
});

test('an answer that is not read is cut off; one that is read slowly comes whole, and so does one that takes long', async () => {
  await serve({ most: 0 });
  const deaf = await open(WHOLE('/much'), { reads: false });
  const slow = await open(WHOLE('/much').replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'), { reads: false });
  let came = 0;
  slow.socket.on('data', (chunk: Buffer) => {
    came += chunk.length;
    slow.socket.pause();
    setTimeout(() => slow.socket.resume(), 5);
  });
  const late = await open(WHOLE('/later'));
  await until('the slow one to have it all', () => came > 30_000_000);
  await until('the deaf one to be let go', async () => (await held()) === 1);
  deaf.socket.destroy();
  for (const answer of answerLater) answer();
  await until('the late answer', () => late.answer().includes('At last.'));
});

test.each([
  ['before anything was sent', ''],
  ['within a head', HALF],
  ['within a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc'],
  ['after a request', WHOLE('/')],
  ['after a request that takes long', WHOLE('/later')],
  ['after what is no HTTP', 'HELLO\r\n\r\n'],
])('a client that ends its side %s, and goes on reading, leaves nothing behind', async (_, bytes) => {
  await serve({ most: 100 });
  const line = await open(bytes);
  line.socket.end();
  if (bytes.includes('later')) {
    await until('it to be under way', () => answerLater.length === 1);
    for (const answer of answerLater) answer();
  }
  await until('nothing to be held', async () => (await held()) === 0);
});
