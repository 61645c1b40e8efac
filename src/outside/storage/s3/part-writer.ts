/** Cuts the bytes of one request into an upload's parts. One part is sent while the next one gathers. */

export interface Cut {
  sizeBytes: number;
  partBytes: number;
}

/** What becomes of what is cut. Each is called when the one before is done. */
export interface Sink {
  /** The part `number`, from 1. Its bytes are good until the promise settles. */
  part(number: number, bytes: Uint8Array): Promise<void>;
  /** What is short of a part and ends at the offset `end`. */
  tail(end: number, bytes: Uint8Array): Promise<void>;
  /** All bytes up to `to` are stored now. */
  stored(to: number): Promise<void>;
}

export class PartWriter {
  /** One of two buffers is filled while the other one is sent. */
  private gathering: Buffer;
  private spare: Buffer | null = null;
  private filled: number;
  /** Where in the upload the gathering part begins. */
  private start: number;
  private sending: Promise<void> = Promise.resolve();

  /** `tail`: the stored bytes from the last part's end to the offset `stored`. */
  constructor(
    private readonly cut: Cut,
    tail: Uint8Array,
    private stored: number,
    private readonly sink: Sink,
  ) {
    this.start = stored - tail.length;
    this.gathering = Buffer.allocUnsafe(this.partLength());
    this.filled = tail.length;
    this.gathering.set(tail);
  }

  /** Waits while the part before is still being sent. Throws what a sink threw. */
  async add(chunk: Uint8Array): Promise<void> {
    let rest = chunk;
    while (rest.length > 0) {
      const fits = rest.subarray(0, this.partLength() - this.filled);
      if (fits.length === 0) throw new Error('More bytes came than the upload has.');
      this.gathering.set(fits, this.filled);
      this.filled += fits.length;
      rest = rest.subarray(fits.length);
      if (this.filled === this.partLength()) await this.send();
    }
  }

  /** Stores what is left. Returns the offset up to which all is stored. */
  async end(): Promise<number> {
    await this.sending;
    const end = this.start + this.filled;
    if (end > this.stored) {
      await this.sink.tail(end, this.gathering.subarray(0, this.filled));
      await this.moveOn(end);
    }
    return this.stored;
  }

  private partLength(): number {
    return Math.min(this.cut.partBytes, this.cut.sizeBytes - this.start);
  }

  private async send(): Promise<void> {
    await this.sending;
    const bytes = this.gathering.subarray(0, this.filled);
    const number = this.start / this.cut.partBytes + 1;
    const end = this.start + this.filled;
    this.sending = this.sink.part(number, bytes).then(() => this.moveOn(end));
    // Whoever waits for it hears of a failure; until then it is no unhandled one.
    this.sending.catch(() => undefined);
    this.start = end;
    this.filled = 0;
    const filling = this.spare ?? Buffer.allocUnsafe(this.partLength());
    this.spare = this.gathering;
    this.gathering = filling;
  }

  private async moveOn(to: number): Promise<void> {
    await this.sink.stored(to);
    this.stored = to;
  }
}
