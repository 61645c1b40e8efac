/** A tab that does not read what it is sent, and enough to send to it. */
import { randomUUID } from 'node:crypto';
import { toTask } from '../../src/tasks/task-view.js';
import type { Tab } from './person.js';
import type { WorkerByHand } from './worker-by-hand.js';
import type { WebServer } from './world.js';

export const EVENT_BYTES = 100_000;

interface Line {
  pause(): void;
  resume(): void;
  send(frame: string | Uint8Array): void;
}
/** The WebSocket under a tab, for what no well-behaved client would do with it. */
export const lineOf = ({ socket }: Tab): Line =>
  (socket.io.engine as unknown as { transport: { ws: Line } }).transport.ws;

/** A figure from the web process's `/metrics`. */
export async function figureOf({ url }: WebServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name}\\{[^}]*process="web"[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1]);
}

/** Writes `count` events of 100 kB each. Returns the most bytes that were unsent meanwhile, as `unsent` tells. */
export async function longEvents(
  hand: WorkerByHand,
  projectId: string,
  count: number,
  unsent: () => Promise<number>,
): Promise<number> {
  const task = await hand.queue(projectId, `document:${randomUUID()}`);
  let most = 0;
  for (let written = 0; written < count; written += 10) {
    await hand.log.write(projectId, (tx) => {
      for (let i = 0; i < 10; i += 1) {
        tx.append('task.queued', { task: toTask({ ...task, message: 'm'.repeat(EVENT_BYTES) }) });
      }
      return Promise.resolve();
    });
    most = Math.max(most, await unsent());
  }
  return most;
}
