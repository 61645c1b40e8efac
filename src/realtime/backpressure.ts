/** How much may wait to be sent to one socket, and what happens to a socket that does not read. */
import { setImmediate } from 'node:timers/promises';
import { Counter } from 'prom-client';
import type { Socket } from 'socket.io';

/** A socket that has more than this unsent gets nothing that can be asked for later. */
const FULL_BYTES = 1_000_000;
/** A socket that has more than this unsent, not counting the answer it asked for, does not read: it is cut off. */
const MOST_UNSENT_BYTES = 4_000_000;

/** Refusals are short and may be very many, so unsent bytes are checked only once in this many refusals. */
const REFUSALS_PER_CHECK = 50;

const cutOffs = new Counter({
  name: 'devreel_sockets_cut_off_total',
  help: 'Sockets that were closed because they did not read what was sent to them.',
});

/** Inside engine.io and ws, which offer no official way to this. */
interface Inside {
  writeBuffer?: readonly { data?: unknown }[];
  transport?: { socket?: { bufferedAmount?: number; terminate?: () => void } };
}

export class Backpressure {
  /** The part of what waits to be sent that the client asked for itself. */
  private answerBytes = 0;
  private answered = false;
  private lastAnswer: Promise<unknown> = Promise.resolve();
  private refusals = 0;

  constructor(private readonly socket: Pick<Socket, 'conn'>) {}

  private get inside(): Inside {
    return this.socket.conn as unknown as Inside;
  }

  /** Packets that engine.io holds back while the connection is busy, and what the WebSocket has not yet written. */
  unsentBytes(): number {
    const { writeBuffer = [], transport } = this.inside;
    let bytes = transport?.socket?.bufferedAmount ?? 0;
    // Before each event every socket is asked: no more is done than for those that have nothing.
    for (const { data } of writeBuffer) bytes += typeof data === 'string' ? Buffer.byteLength(data) : 0;
    return bytes;
  }

  get isFull(): boolean {
    return this.unsentBytes() > FULL_BYTES;
  }

  /** Call before something is sent that must not be left out. A socket that was cut off comes back and asks for it. */
  cutOffUnlessReading(): void {
    const unsent = this.unsentBytes();
    this.answerBytes = Math.min(this.answered ? unsent : this.answerBytes, unsent);
    this.answered = false;
    if (unsent - this.answerBytes <= MOST_UNSENT_BYTES) return;
    cutOffs.inc();
    this.cutOff();
  }

  /** Call before a message is refused: a socket that sends more and more, and does not read the answers, is cut off. */
  noteRefusal(): void {
    this.refusals += 1;
    if (this.refusals % REFUSALS_PER_CHECK === 0) this.cutOffUnlessReading();
  }

  /**
   * Closes the connection at once, with nothing more sent: the other side takes it for a broken connection and comes back
   * by itself. A WebSocket that is closed politely would keep what waits in it for another 30 s.
   */
  cutOff(): void {
    const { transport } = this.inside;
    this.socket.conn.close(true);
    transport?.socket?.terminate?.();
  }

  /** Answers messages one after the other, in the order in which they came. `work` must not throw. */
  async answerInOrder<T>(work: () => Promise<T>): Promise<T> {
    const answering = this.lastAnswer.then(async () => ({ wasFull: this.isFull, answer: await work() }));
    // The next one begins when this one's answer has been handed to the connection, and counts.
    this.lastAnswer = answering.then(() => setImmediate());
    const { wasFull, answer } = await answering;
    // Otherwise a socket that goes on asking would never be cut off, however much waits.
    if (!wasFull) this.answered = true;
    return answer;
  }
}
