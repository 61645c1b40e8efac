/** Sockets that hold nothing of what they came with: real ones, from long polling on. */
import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { of } from 'rxjs';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import type { Socket as Tab } from 'socket.io-client';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bindMessages, forgetRequest } from '../../src/realtime/light-sockets.js';
import { until } from '../support/until.js';

let http: HttpServer;
let server: Server;
let tab: Tab;
let socket: Socket;
let heard: unknown[];

beforeEach(async () => {
  heard = [];
  http = createServer();
  server = new Server(http);
  const connected = new Promise<Socket>((resolve) => {
    server.on('connection', (one) => {
      bindMessages(one, [
        { message: 'say', callback: (said: unknown) => Promise.resolve({ data: heard.push(said) }) },
        { message: 'break', callback: () => Promise.reject(new Error('Broken on purpose')) },
        // As Nest does with what a guard throws.
        { message: 'refuse', callback: () => Promise.resolve(undefined) },
        { message: 'stream', callback: () => of(1, 2) },
      ]);
      forgetRequest(one);
      resolve(one);
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  tab = io(url, { forceNew: true, extraHeaders: { cookie: 'a secret' }, auth: { token: 'another' } });
  socket = await connected;
});
afterEach(async () => {
  tab.close();
  await server.close();
});

const say = (name: string, ...payload: unknown[]): Promise<unknown> =>
  new Promise((resolve) => tab.emit(name, ...payload, resolve));

test('messages are answered, in order, over long polling and over the WebSocket that follows it', async () => {
  expect(await say('say', { a: 1 })).toEqual({ data: 1 });
  await until('the WebSocket', () => socket.conn.transport.name === 'websocket');
  expect(await Promise.all([say('say', 'x'), say('say'), say('say', 1, 2)])).toEqual([
    { data: 2 },
    { data: 3 },
    { data: 4 },
  ]);
  expect(heard).toEqual([{ a: 1 }, 'x', undefined, [1, 2]]);
});

test('one that breaks, and one without an acknowledgement, keep no other from being answered', async () => {
  tab.emit('break', 'x');
  tab.emit('say', 'nobody waits');
  expect(await say('say', 'x')).toEqual({ data: 2 });
  expect(heard).toEqual(['nobody waits', 'x']);
});

test.each(['break', 'refuse', 'stream'])('who waits is answered, also where there is no answer: %s', async (name) => {
  expect(await say(name, 'x')).toMatchObject({ error: { code: 'internal' } });
});

test('a handler that would acknowledge by itself is refused when it is bound', () => {
  const handler = { message: 'own', callback: () => Promise.resolve(1), isAckHandledManually: true };
  expect(() => bindMessages(socket, [handler])).toThrow('own: its handler returns the answer');
});

test('nothing is held of the request by which it came: no cookie, no token', async () => {
  await say('say', 'x');
  expect(socket.conn.request).toBeNull();
  expect(JSON.stringify(socket.handshake)).not.toMatch(/secret|another/);
});
