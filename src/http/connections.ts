/** How long a connection may take over a request's head, and how many one address may hold: a crowd of slow ones harms no one else. */
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import { Counter } from 'prom-client';
import { endWith } from './broken-requests.js';
import { Problem } from './problem.js';

/** Within this time the head of a request has come, the first of a connection or a later one. */
const HEAD_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
/** Between two requests. */
export const KEEP_ALIVE_MS = 5_000;
/** Connections of one address on which no request is under way: whose head is on its way, or that are kept for another one. */
const MOST_WAITING = 512;

export const dropped = new Counter({
  name: 'devreel_connections_dropped_total',
  help: 'Connections that were closed because their address had too many: waiting ones to make room, or the new one.',
  labelNames: ['which'] as const,
});

/** Express on a server that ends slow heads. Recordings take as long as they take; see `body-timeout.ts` for silent ones. */
export class HttpAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    this.httpServer = serverFor(this.getInstance<RequestListener>());
  }
}

export const serverFor = (listener: RequestListener, headMs = HEAD_MS, lookEveryMs = LOOK_EVERY_MS): Server =>
  createServer(
    {
      headersTimeout: headMs,
      requestTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: lookEveryMs,
    },
    listener,
  );

export interface ConnectionLimits {
  /** Of one address, WebSockets among them; 0 for no limit. */
  most: number;
  /** Of these, how many without a request. The oldest gives way to a new one. */
  mostWaiting?: number;
}

/** What one address holds. */
interface Held {
  all: number;
  /** The longest waiting first. */
  waiting: Set<Duplex>;
}

/** Whoever opens more than `most` is answered with the problem 429 `too_many_connections`. */
export function limitConnections(server: Server, { most, mostWaiting = MOST_WAITING }: ConnectionLimits): void {
  if (most === 0) return;
  const byAddress = new Map<string, Held>();
  const heldBy = new WeakMap<Duplex, Held>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const held = byAddress.get(address) ?? { all: 0, waiting: new Set() };
    byAddress.set(address, held);
    heldBy.set(socket, held);
    held.all += 1;
    socket.once('close', () => {
      held.all -= 1;
      held.waiting.delete(socket);
      if (held.all === 0) byAddress.delete(address);
    });
    const oldest = held.all > most || held.waiting.size >= mostWaiting ? held.waiting.values().next().value : undefined;
    oldest?.destroy();
    if (oldest) dropped.inc({ which: 'waiting' });
    else if (held.all > most) return refuse(socket, most);
    held.waiting.add(socket);
  });
  server.on('request', ({ socket }, response: ServerResponse) => {
    const waiting = heldBy.get(socket)?.waiting;
    waiting?.delete(socket);
    response.once('close', () => socket.destroyed || waiting?.add(socket));
  });
  server.on('upgrade', (_request, socket) => heldBy.get(socket)?.waiting.delete(socket));
}

function refuse(socket: Socket, most: number): void {
  dropped.inc({ which: 'new' });
  endWith(socket, tooMany(most));
}

/** In seconds. */
const RETRY_AFTER = '5';

export const tooMany = (most: number): Problem =>
  new Problem(
    429,
    'too_many_connections',
    `Your address has more than ${most} connections open. Close some first.`,
    undefined,
    { headers: { 'Retry-After': RETRY_AFTER } },
  );
