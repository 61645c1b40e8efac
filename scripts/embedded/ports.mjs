/** TCP ports on this machine. */
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
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

/** The first port that programs may listen on which are not root's. */
export function firstOpenPort() {
  const path = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 1_024;
}

/** Lower than the ports which the system itself gives to programs: none of those gets one between the look and its use. */
const LOWEST = 20_000;
const COUNT = 12_000;

/**
 * Where to look: all of them, or those named as `20000-22999` in DEVREEL_PORTS. What runs beside each other on one machine can then
 * share them out: a port that one gives back for a moment, while it starts a server anew, is not taken by another.
 * @returns {{lowest: number, count: number}}
 */
function ownRange() {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(process.env.DEVREEL_PORTS ?? '') ?? [];
  return first ? { lowest: Number(first), count: Number(last) - Number(first) + 1 } : { lowest: LOWEST, count: COUNT };
}

/**
 * The part of all ports for one of `parts` that run beside each other, as DEVREEL_PORTS takes it.
 * @param {number} part from 0  @param {number} parts
 */
export function shareOfPorts(part, parts) {
  const size = Math.floor(COUNT / parts);
  const first = LOWEST + (part % parts) * size;
  return `${first}-${first + size - 1}`;
}

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
  const { lowest, count } = ownRange();
  for (let tries = 0; ; tries += 1) {
    const found = await tryListen('127.0.0.1', lowest + (next++ % count));
    if ('port' in found) return found.port;
    if (tries >= count) throw new Error(`No free port on 127.0.0.1: ${found.code}`);
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
