/** Connections by hand: bytes as they are sent, and what comes back. */
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

export interface RawLine {
  socket: Socket;
  /** All that came so far. */
  answer(): string;
  /** Whether the other side has ended or broken it. */
  isOver(): boolean;
}

/** Open, with `bytes` sent. Reads all that comes unless `reads` is false. `from`: an address of this machine's own. */
export async function rawLine(url: string, bytes: string, { from = '127.0.0.1', reads = true } = {}): Promise<RawLine> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: from, allowHalfOpen: true });
  let text = '';
  let over = false;
  if (reads) socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  socket.on('error', () => (over = true));
  socket.on('end', () => (over = true));
  socket.on('close', () => (over = true));
  await once(socket, 'connect');
  if (bytes) socket.write(bytes);
  return { socket, answer: () => text, isOver: () => over };
}

/** How many files and connections a process has open (Linux). */
export const descriptorsOf = async (pid: number): Promise<number> => (await readdir(`/proc/${pid}/fd`)).length;
