/** An answer that comes before all of the body has: who is still sending has it, and is not cut off under way. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { answerEarly } from '../../src/http/early-answers.js';

const PIECE = Buffer.alloc(256 * 1024);
const PIECES = 80;

test('a client that reads nothing before it has sent all has the whole answer, and no reset', async () => {
  const server = createServer((request, response) => {
    response.statusCode = 413;
    answerEarly(request, response, '{"code":"too_large"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  try {
    const ended = new Promise<string>((resolve, reject) => {
      socket.once('error', reject);
      let heard = '';
      socket.pause();
      socket.on('data', (chunk: Buffer) => void (heard += chunk.toString()));
      socket.once('end', () => resolve(heard));
    });
    socket.pause();
    socket.write(`PUT / HTTP/1.1\r\nHost: here\r\nContent-Length: ${PIECE.length * PIECES}\r\n\r\n`);
    for (let i = 0; i < PIECES; i += 1) await written(socket, PIECE);
    socket.resume();
    const answer = await ended;
    expect(answer).toContain('413 ');
    expect(answer).toContain('Connection: close');
    expect(answer).toMatch(/\r\n\r\n\{"code":"too_large"\}$/);
  } finally {
    socket.destroy();
    server.close();
  }
});

const written = (socket: Socket, piece: Buffer): Promise<void> =>
  new Promise((resolve, reject) => socket.write(piece, (error) => (error ? reject(error) : resolve())));
