/** A proxy between browsers and Devreel that can block some of the traffic, as those of companies do. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';

/** `no-websocket`: no upgrades. `no-sockets`: nothing of Socket.IO at all. */
export type Letting = 'all' | 'no-websocket' | 'no-sockets';

export interface StrictProxy {
  url: string;
  /** Applies from now on. Open connections that are no longer let through are cut. */
  let(what: Letting): void;
  /** Sets the server behind it. To be called before the first request. */
  leadTo(url: string): void;
  /** Requests of long polling that were answered. */
  polls(): number;
  close(): Promise<void>;
}

export async function startStrictProxy(): Promise<StrictProxy> {
  let letting: Letting = 'all';
  let target = new URL('http://127.0.0.1:1');
  let polls = 0;
  const upgraded = new Set<Socket>();

  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const isSocket = incoming.url?.startsWith('/socket.io/') ?? false;
    if (isSocket && letting === 'no-sockets') return void response.writeHead(403).end();
    const { method, headers, url: path } = incoming;
    const outgoing = request({ host: target.hostname, port: target.port, method, headers, path }, (answer) => {
      if (isSocket && answer.statusCode === 200) polls += 1;
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  };

  const server = createServer(pass);
  server.on('upgrade', (incoming, client: Socket, head) => {
    if (letting !== 'all') return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname, () => {
      const lines = incoming.rawHeaders.flatMap((value, i, all) => (i % 2 ? [] : [`${value}: ${all[i + 1] ?? ''}`]));
      upstream.write([`GET ${incoming.url ?? '/'} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    for (const socket of [client, upstream]) {
      upgraded.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => (client.destroy(), upstream.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    polls: () => polls,
    leadTo(url) {
      target = new URL(url);
    },
    let(what) {
      letting = what;
      if (what !== 'all') for (const socket of upgraded) socket.destroy();
    },
    async close() {
      for (const socket of upgraded) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
