/** A client of one project as the contract asks for one: joins with its position, holds back, drops what it has. */
import { createHash } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import type { ClientToServer, ProjectEvent, ServerToClient } from '../../src/contract/realtime.js';

const JOIN_TIMEOUT_MS = 20_000;
const RETRY_MS = 1_000;

export class Follower {
  private readonly socket: Socket<ServerToClient, ClientToServer>;
  private readonly heard = createHash('sha256');
  private held: ProjectEvent[] | null = [];
  private away = false;
  /** The last event it has. */
  position = 0;
  joins = 0;
  duplicates = 0;
  deliveries = 0;
  /** What must not be: holes after a join's answer, and answers that do not follow on. */
  readonly faults: string[] = [];
  /** From commit to here, in ms, of events that came live. */
  readonly lags: number[] = [];

  constructor(
    url: string,
    cookie: string,
    readonly projectId: string,
  ) {
    this.socket = io(url, {
      extraHeaders: { cookie },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 4_000,
      timeout: 20_000,
    });
    this.socket.on('connect', () => this.join());
    // Refused because the server could not look: that is asked again by hand. A broken line is by socket.io itself.
    this.socket.on('connect_error', () => {
      if (!this.socket.active) setTimeout(() => this.away || this.socket.connect(), RETRY_MS);
    });
    this.socket.on('disconnect', () => (this.held = []));
    this.socket.on('event', (event) => this.take(event));
  }

  /** Connected, and let into its project's room. */
  get isThere(): boolean {
    return this.socket.connected && this.held === null;
  }

  /** The line is cut; it comes back by itself. */
  cut(): void {
    this.socket.io.engine.close();
  }

  goAway(): void {
    this.away = true;
    this.socket.disconnect();
  }

  comeBack(): void {
    this.away = false;
    this.socket.connect();
  }

  /** A digest of all it heard, in its order: see `digestOf`. */
  digest(): string {
    return this.heard.copy().digest('hex');
  }

  private join(): void {
    this.held = [];
    const { id } = this.socket;
    const payload = { projectId: this.projectId, after: this.position };
    this.socket.timeout(JOIN_TIMEOUT_MS).emit('project:join', payload, (failed: Error | null, answer) => {
      if (this.socket.id !== id || !this.socket.connected) return;
      if (failed || 'error' in answer) return void setTimeout(() => this.socket.connected && this.join(), RETRY_MS);
      const { events, reset } = answer.data;
      if (reset) this.faults.push(`reset at ${this.position}`);
      this.joins += 1;
      const held = this.held ?? [];
      this.held = null;
      for (const event of events) this.apply(event);
      for (const event of held) this.apply(event);
    });
  }

  private take(event: ProjectEvent): void {
    this.deliveries += 1;
    if (this.held) return void this.held.push(event);
    this.lags.push(Date.now() - Date.parse(event.at));
    this.apply(event);
  }

  private apply(event: ProjectEvent): void {
    if (event.seq <= this.position) {
      this.duplicates += 1;
      return;
    }
    if (event.seq !== this.position + 1) this.faults.push(`${this.position} → ${event.seq}`);
    this.position = event.seq;
    this.heard.update(lineOf(event));
  }
}

const lineOf = ({ seq, type, at, task }: ProjectEvent): string => `${seq} ${type} ${at} ${task?.id ?? ''}\n`;

/** Of a project's log, ascending. */
export function digestOf(events: readonly ProjectEvent[]): string {
  const hash = createHash('sha256');
  for (const event of events) hash.update(lineOf(event));
  return hash.digest('hex');
}
