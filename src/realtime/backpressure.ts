/** The line to one socket: how much may come in, and how much may wait to go out. */
import { setImmediate } from 'node:timers/promises';
import { Counter } from 'prom-client';
import type { Socket } from 'socket.io';

/** A socket that has more than this unsent gets nothing that can be asked for later. */
const FULL_BYTES = 1_000_000;
/** One that has more than this unsent, beside the answer it asked for, does not read: it is cut off. */
const MOST_UNSENT_BYTES = 4_000_000;

/** So many messages may come at once, and then so many a second. */
const MESSAGES_AT_ONCE = 50;
const MESSAGES_PER_SECOND = 20;

/** Refusals are short and may come by the hundred thousand: the line is looked at with every so manieth. */
const REFUSALS_A_LOOK = 50;

const cutOffs = new Counter({
  name: 'devreel_sockets_cut_off_total',
  help: 'Sockets that were closed because they did not read what was sent to them.',
});

/** What engine.io and ws have of it, and show no more officially than this. */
interface Inside {
  writeBuffer?: readonly { data?: unknown }[];
  transport?: { socket?: { bufferedAmount?: number; terminate?: () => void } };
}

export class Line {
  /** Of what waits to be sent, the share that the other side asked for itself. */
  private answerBytes = 0;
  private answered = false;
  private turn: Promise<unknown> = Promise.resolve();
  private left = MESSAGES_AT_ONCE;
  private refusals = 0;
  private countedAt = performance.now();

  constructor(private readonly socket: Pick<Socket, 'conn'>) {}

  private get inside(): Inside {
    return this.socket.conn as unknown as Inside;
  }

  /** Packets that engine.io holds back while the line is busy, and what the WebSocket has not yet written. */
  unsentBytes(): number {
    const { writeBuffer = [], transport } = this.inside;
    const bytes = (data: unknown): number => (typeof data === 'string' ? Buffer.byteLength(data) : 0);
    const waiting = writeBuffer.reduce((sum, { data }) => sum + bytes(data), 0);
    return waiting + (transport?.socket?.bufferedAmount ?? 0);
  }

  get isFull(): boolean {
    return this.unsentBytes() > FULL_BYTES;
  }

  /** Call before something is sent that must not be left out. Cuts off who does not read; it comes back and asks. */
  makeRoom(): void {
    const unsent = this.unsentBytes();
    this.answerBytes = Math.min(this.answered ? unsent : this.answerBytes, unsent);
    this.answered = false;
    if (unsent - this.answerBytes <= MOST_UNSENT_BYTES) return;
    cutOffs.inc();
    this.cutOff();
  }

  /** Call before a message is refused: who asks ever more and reads none of it is cut off. */
  refuses(): void {
    this.refusals += 1;
    if (this.refusals % REFUSALS_A_LOOK === 0) this.makeRoom();
  }

  /**
   * Closes the connection at once, with nothing more sent: to the other side its line was cut, and it comes back by
   * itself. A WebSocket that is closed politely would keep what waits in it for another 30 s.
   */
  cutOff(): void {
    const { transport } = this.inside;
    this.socket.conn.close(true);
    transport?.socket?.terminate?.();
  }

  /** Whether one more message may come in now. */
  admits(): boolean {
    const now = performance.now();
    const more = ((now - this.countedAt) / 1_000) * MESSAGES_PER_SECOND;
    this.left = Math.min(MESSAGES_AT_ONCE, this.left + more);
    this.countedAt = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  /** Messages are worked through one after the other, in the order in which they came. `work` must not throw. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(async () => ({ wasFull: this.isFull, answer: await work() }));
    // The next one begins when this one's answer is on the line, and counts.
    this.turn = turn.then(() => setImmediate());
    const { wasFull, answer } = await turn;
    // Else whoever goes on asking would never be cut off, however much waits.
    if (!wasFull) this.answered = true;
    return answer;
  }
}
