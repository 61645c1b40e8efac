/** Machines of their own, as far as the network goes: network namespaces, joined by a bridge. Asks for root, and for `ip` of iproute2. */
import { execFileSync } from 'node:child_process';
import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Machine } from '../support/world.js';

export interface Machines {
  add(): Machine;
  /** What `url` of this machine's loopback is called by the others, who have no other way to it. */
  reach(url: string): Promise<string>;
  close(): Promise<void>;
}

const ip = (...args: string[]): void => void execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });

/** One network of them for each test process. */
export function openMachines(): Machines {
  const name = `dr${process.pid % 100_000}`;
  const network = `10.213.${process.pid % 250}`;
  const gateway = `${network}.1`;
  ip('link', 'add', name, 'type', 'bridge');
  ip('address', 'add', `${gateway}/24`, 'dev', name);
  ip('link', 'set', name, 'up');
  const spaces: string[] = [];
  const doors: Door[] = [];
  return {
    add() {
      const number = spaces.length + 2;
      const [space, address] = [`${name}-${number}`, `${network}.${number}`];
      ip('netns', 'add', space);
      spaces.push(space);
      ip('link', 'add', `${name}v${number}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
      ip('link', 'set', `${name}v${number}`, 'master', name, 'up');
      ip('-n', space, 'address', 'add', `${address}/24`, 'dev', 'eth0');
      for (const device of ['eth0', 'lo']) ip('-n', space, 'link', 'set', device, 'up');
      return { address, command: ['ip', 'netns', 'exec', space] };
    },
    async reach(url) {
      const there = new URL(url);
      const door = await openDoor(gateway, Number(there.port));
      doors.push(door);
      there.host = `${gateway}:${door.port}`;
      return there.href.replace(/\/$/, '');
    },
    async close() {
      for (const door of doors) await door.close();
      for (const space of spaces) ip('netns', 'delete', space);
      ip('link', 'delete', name);
    },
  };
}

interface Door {
  port: number;
  close(): Promise<void>;
}

/** Leads from a port of `address` to one of the loopback. */
async function openDoor(address: string, port: number): Promise<Door> {
  const open = new Set<Socket>();
  const server: Server = createServer((client) => {
    const service = connect(port, '127.0.0.1');
    client.pipe(service).pipe(client);
    for (const [end, other] of [
      [client, service],
      [service, client],
    ] as const) {
      open.add(end);
      // What breaks on one side breaks on the other, and nothing else is to be done.
      end.on('error', () => end.destroy());
      end.on('close', () => (open.delete(end), other.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
