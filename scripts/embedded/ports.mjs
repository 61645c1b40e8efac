/** TCP ports on this machine. */
import { randomInt } from 'node:crypto';
import { createServer, connect } from 'node:net';

/** Listens for a moment. @returns {Promise<{port: number} | {code: string}>} the port, or why not */
export function tryListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve({ code: error.code ?? error.message }));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve({ port: typeof address === 'object' && address ? address.port : port }));
    });
  });
}

/** Lower than the ports which the system itself gives to programs: none of those gets one between the look and its use. */
const LOWEST = 20_000;
const COUNT = 12_000;
/** Each process begins somewhere else, and goes on from there: two that look at the same time find different ones. */
let next = randomInt(COUNT);

/**
 * A free port on loopback: the preferred one if that is free, so that addresses stay the same over restarts.
 * Another program may take it before it is used, so callers try again.
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  const kept = preferred ? await tryListen('127.0.0.1', preferred) : {};
  if ('port' in kept) return kept.port;
  for (let tries = 0; ; tries += 1) {
    const found = await tryListen('127.0.0.1', LOWEST + (next++ % COUNT));
    if ('port' in found) return found.port;
    if (tries >= COUNT) throw new Error(`No free port on 127.0.0.1: ${found.code}`);
  }
}

/**
 * Sends `request` and hands the growing answer to `enough` until that returns something defined.
 * Undefined when nobody listens, the connection ends, or the time is over.
 * @template T
 * @param {number} port on loopback
 * @param {string | Buffer} request
 * @param {(answer: Buffer) => T | undefined} enough
 * @returns {Promise<T | undefined>}
 */
export function ask(port, request, enough, timeoutMs = 1_000) {
  return new Promise((resolve) => {
    let answer = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    const finish = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(timeoutMs, () => finish(undefined));
    socket.on('error', () => finish(undefined));
    socket.on('close', () => finish(undefined));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      const value = enough(answer);
      if (value !== undefined) finish(value);
    });
  });
}
