/** One address in front of several web processes, as a proxy would be: each new connection goes to one that takes it. */
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Balancer {
  url: string;
  close(): Promise<void>;
}

/** The port of a web process of this machine, or where one is on another. */
type Target = number | { host: string; port: number };

/** `targets`: the web processes, in the order in which they are tried. One that refuses is passed over. */
export async function startBalancer(targets: () => readonly Target[]): Promise<Balancer> {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    const order = targets();
    turn += 1;
    forward(client, [...order.slice(turn % order.length), ...order.slice(0, turn % order.length)]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const client of open) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(client: Socket, [target, ...others]: readonly Target[]): void {
  if (target === undefined) return void client.destroy();
  const server = connect(typeof target === 'number' ? { host: '127.0.0.1', port: target } : target);
  let isThrough = false;
  server.once('connect', () => {
    isThrough = true;
    client.pipe(server).pipe(client);
  });
  server.on('error', () => (isThrough ? client.destroy() : forward(client, others)));
  server.on('close', () => isThrough && client.destroy());
  client.on('close', () => server.destroy());
}
