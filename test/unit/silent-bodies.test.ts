/** Request bodies that stop arriving, at a server of the test's own. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leastBodyRate } from '../../src/http/body-timeout.js';
import { until } from '../support/until.js';

let server: Server;
let port: number;

beforeAll(async () => {
  const app = express().use(leastBodyRate({ bytes: 4, windowMs: 1_000 }));
  app.post('/refused', (_request, response) => void response.sendStatus(404));
  app.post(
    '/',
    express.text({ type: '*/*' }),
    (request, response) => void response.send(`Got ${String(request.body)}.`),
  );
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

/** What the server answers to these pieces until the connection is closed. After each piece `wait` is waited for. */
async function answerTo(pieces: string[], wait: () => Promise<unknown>): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  const closed = once(socket, 'close');
  for (const piece of pieces) {
    socket.write(piece);
    await wait();
  }
  await closed;
  return answer;
}

const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n';

test('one that stops is told so, and its line is closed; one that is slow is heard to its end', async () => {
  const stopped = await answerTo([`${HEAD}some`], () => Promise.resolve());
  expect(stopped).toMatch(/^HTTP\/1\.1 408 /);
  expect(stopped).toContain('request_timeout');
  let looks = 0;
  const timer = setInterval(() => looks++, 60);
  // Each piece comes long before the next look.
  const slow = await answerTo([HEAD, ...'ninechars'], () => {
    const from = looks;
    return until('a while', () => looks > from);
  });
  clearInterval(timer);
  expect(slow).toContain('Got ninechars.');
});

test('one that trickles is given up, too', async () => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(HEAD.replace('Length: 9', 'Length: 900'));
  const trickle = setInterval(() => socket.write('x'), 400);
  await once(socket, 'close');
  clearInterval(trickle);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('a request that was answered before its body came is closed with its line, and the server goes on', async () => {
  const head = HEAD.replace('POST /', 'POST /refused').replace('Connection: close', 'Connection: keep-alive');
  const answer = await answerTo([head], () => Promise.resolve());
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(await (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'still here' })).text()).toBe(
    'Got still here.',
  );
});
