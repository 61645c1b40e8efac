/** A line to a server that can fall silent: what is sent is taken, nothing comes back, and nobody is refused. */
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export interface SilentLine {
  /** `url` with the address of this line instead of the server's. */
  through(url: string): string;
  /** What is open now, and what is opened until it speaks again, is swallowed, for as long as it is open. */
  fallSilent(): void;
  /** Connections that are opened from now on are passed through again. */
  speakAgain(): void;
  /** Connections that have been swallowed and that nobody has given up yet. */
  swallowed(): number;
  /** How many of those that were swallowed have been given up. */
  givenUp(): number;
  close(): Promise<void>;
}

/** A line to the server at `target`'s host and port. */
export async function openSilentLine(target: string): Promise<SilentLine> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const swallowed = new Set<Socket>();
  let silent = false;
  let givenUp = 0;

  const swallow = (socket: Socket): void => {
    socket.unpipe();
    socket.removeAllListeners('data');
    // Read, so that the sender sees it all taken.
    socket.resume();
    swallowed.add(socket);
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => client.destroy());
    client.once('close', () => {
      open.delete(client);
      if (swallowed.delete(client)) givenUp++;
    });
    client.once('end', () => client.end());
    open.add(client);
    if (silent) return swallow(client);
    const upstream = connect(Number(port), hostname);
    const bothWays = { end: false };
    client.pipe(upstream, bothWays);
    upstream.pipe(client, bothWays);
    upstream.on('error', () => upstream.destroy());
    // A server that hangs up is heard, unless the line is silent by then.
    upstream.once('close', () => !swallowed.has(client) && client.destroy());
    client.once('close', () => upstream.destroy());
    client.once('swallowed', () => {
      upstream.unpipe(client);
      upstream.resume();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = String((server.address() as AddressInfo).port);
  return {
    through(url) {
      const there = new URL(url);
      there.hostname = '127.0.0.1';
      there.port = own;
      return there.href.replace(/\/$/, '');
    },
    fallSilent() {
      silent = true;
      for (const client of open) {
        client.emit('swallowed');
        swallow(client);
      }
    },
    speakAgain: () => void (silent = false),
    swallowed: () => swallowed.size,
    givenUp: () => givenUp,
    async close() {
      for (const client of open) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
