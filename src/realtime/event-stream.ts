/**
 * A project's events as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): `id` is the
 * event's `seq`, `data` the event as sockets hear it.
 */
import { Logger } from '@nestjs/common';
import { once } from 'node:events';
import type { Response } from 'express';
import type { ProjectEvent, ProjectEvents } from '../contract/realtime.js';
import type { Stream } from './streams.js';

/** Proxies and browsers take a connection for dead that is silent for 30 s or longer. */
const HEARTBEAT_MS = 15_000;
/** A client that has not read the end of the stream after this time is cut off. */
const END_MS = 5_000;
/** A client that has read nothing of what was sent for this time is taken for gone. */
const STUCK_MS = 60_000;
const RETRY_MS = 1_000;

/** A page of the log from after `after` on; null when this person may not see the project, or no longer. */
export type ReadLog = (after: number) => Promise<ProjectEvents | null>;

/**
 * Reads the log to its end, then passes on what is announced, as long as the connection takes it. When it does not, the log is
 * read again once it does. So no more than one page of events is kept, however slow the client is.
 */
export class EventStream implements Stream {
  private readonly logger = new Logger(EventStream.name);
  private heartbeat: NodeJS.Timeout | undefined;
  private catchingUp = true;
  /** True when something came while the log was being read. */
  private missed = false;
  private readonly ended = new AbortController();

  /** `sent`: the `seq` after which the stream begins. `onEnd` is called once, whichever side ends it. */
  constructor(
    readonly userId: string,
    readonly rooms: readonly string[],
    private readonly response: Response,
    private sent: number,
    private readonly readLog: ReadLog,
    onEnd: () => void,
  ) {
    response.on('close', () => {
      clearInterval(this.heartbeat);
      this.ended.abort();
      onEnd();
    });
  }

  /** `first`: what there is after `sent`, so that its caller can refuse before anything is answered. */
  begin(first: ProjectEvents): void {
    if (!this.isOpen) return;
    this.response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      // Proxies such as nginx would gather events until their buffer is full.
      'X-Accel-Buffering': 'no',
    });
    this.say(`retry: ${RETRY_MS}`);
    this.heartbeat = setInterval(() => !this.isFull && this.say(':'), HEARTBEAT_MS);
    this.catchUp(first);
  }

  take(event: ProjectEvent): void {
    if (this.catchingUp) this.missed = true;
    else if (event.seq === this.sent + 1 && !this.isFull) this.write(event);
    else if (event.seq > this.sent) this.catchUp();
    // This event is announced but not kept: with the project its log is gone, too.
    if (event.type === 'project.deleted' && this.heartbeat) this.end();
  }

  end(): void {
    if (!this.isOpen) return;
    this.response.end();
    const cut = setTimeout(() => this.response.destroy(), END_MS).unref();
    this.ended.signal.addEventListener('abort', () => clearTimeout(cut));
  }

  get isOpen(): boolean {
    return !this.response.writableEnded && !this.response.destroyed;
  }

  private get isFull(): boolean {
    return this.response.writableNeedDrain;
  }

  private say(lines: string): void {
    if (this.isOpen) this.response.write(`${lines}\n\n`);
  }

  private write(event: ProjectEvent): void {
    this.say(`id: ${event.seq}\ndata: ${JSON.stringify(event)}`);
    this.sent = event.seq;
  }

  private catchUp(first?: ProjectEvents): void {
    this.catchingUp = true;
    this.readAll(first).catch((error: unknown) => {
      if (this.ended.signal.aborted) return;
      // Asked again, it goes on from the last event that was sent.
      this.logger.warn(`An event stream was cut off: ${String(error)}`);
      this.response.destroy();
    });
  }

  private async readAll(first?: ProjectEvents): Promise<void> {
    let page: ProjectEvents | null | undefined = first;
    do {
      await this.drained();
      if (!page) this.missed = false;
      page ??= await this.readLog(this.sent);
      if (!page || !this.isOpen) return this.end();
      if (page.reset) this.writeReset(page.lastSeq);
      for (const event of page.events) this.write(event);
      this.catchingUp = this.missed || this.sent < page.lastSeq;
      page = undefined;
    } while (this.catchingUp);
  }

  /** The events it was asked for are no longer in the log: the client must read the whole state, and go on from there. */
  private writeReset(lastSeq: number): void {
    this.say(`event: reset\nid: ${lastSeq}\ndata: ${JSON.stringify({ lastSeq })}`);
    this.sent = lastSeq;
  }

  private async drained(): Promise<void> {
    if (!this.isFull) return;
    const signal = AbortSignal.any([this.ended.signal, AbortSignal.timeout(STUCK_MS)]);
    await once(this.response, 'drain', { signal });
  }
}
