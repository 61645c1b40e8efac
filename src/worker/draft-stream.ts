/**
 * Drafts while they are written: their growing text is sent to all web processes ten times a second, and stored in the
 * database once a second, for tabs that join in the middle. Nothing waits for either. What is lost is read from the database.
 */
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { DRAFT_CHANNEL } from '../events/announce.js';
import type { DraftDelta } from '../contract/realtime.js';
import { clean } from '../contract/text.js';
import type { Running } from './heartbeat.js';

const SEND_EVERY_MS = 100;
const STORE_EVERY_MS = 1_000;

interface Stream {
  restarts: number;
  text: string;
  /** The first half of a character whose other half is still to come. */
  half: string;
  /** How much of the text has been sent. */
  sent: number;
  sending: NodeJS.Timeout | undefined;
  storing: NodeJS.Timeout | undefined;
}

export class DraftStreams {
  private readonly logger = new Logger(DraftStreams.name);
  private readonly streams = new Map<Running, Stream>();

  constructor(
    private readonly db: DataSource,
    private readonly redis: Redis,
  ) {}

  /** The draft that this attempt writes has grown by `text`; with `restart` this is the first of a new beginning. */
  grow(running: Running, text: string, restart = false): void {
    if (running.abort.signal.aborted) return;
    const stream = this.streamOf(running);
    if (restart) Object.assign(stream, { restarts: stream.restarts + 1, text: '', half: '', sent: 0 });
    const all = stream.half + text;
    stream.half = /[\uD800-\uDBFF]$/.exec(all)?.[0] ?? '';
    stream.text += clean(all.slice(0, all.length - stream.half.length));
    stream.sending ??= setTimeout(() => this.send(running, stream), SEND_EVERY_MS);
    stream.storing ??= setTimeout(() => void this.store(running, stream), STORE_EVERY_MS);
  }

  /** The step has ended: what was not sent yet goes out before the event of its end does. */
  end(running: Running): void {
    const stream = this.streams.get(running);
    if (!stream) return;
    this.streams.delete(running);
    clearTimeout(stream.sending);
    clearTimeout(stream.storing);
    this.send(running, stream);
  }

  private streamOf(running: Running): Stream {
    const known = this.streams.get(running);
    if (known) return known;
    const fresh: Stream = { restarts: 0, text: '', half: '', sent: 0, sending: undefined, storing: undefined };
    this.streams.set(running, fresh);
    return fresh;
  }

  private send(running: Running, stream: Stream): void {
    stream.sending = undefined;
    const { restarts, text, sent: offset } = stream;
    if (running.abort.signal.aborted || text.length === offset) return;
    const { projectId, taskId, attempt } = running;
    const delta: DraftDelta = { projectId, taskId, attempt, restarts, offset, text: text.slice(offset) };
    stream.sent = text.length;
    // Repairable by contract: a tab that finds it missing asks for the stored text.
    this.redis.publish(DRAFT_CHANNEL, JSON.stringify(delta)).catch(() => undefined);
  }

  private async store(running: Running, stream: Stream): Promise<void> {
    const { restarts, text } = stream;
    let stored = true;
    try {
      await this.db.query(STORE_SQL, [running.taskId, running.attempt, restarts, text]);
    } catch (error) {
      stored = false;
      this.logger.debug(`The text so far of task ${running.taskId} is stored a second later: ${String(error)}`);
    }
    stream.storing = undefined;
    if (!this.streams.has(running) || running.abort.signal.aborted) return;
    if (stored && stream.restarts === restarts && stream.text.length === text.length) return;
    stream.storing = setTimeout(() => void this.store(running, stream), STORE_EVERY_MS);
  }
}

/** FOR SHARE waits for an end of the task that is being committed, and then nothing is stored. No other lock is held. */
const STORE_SQL = `
  INSERT INTO draft_texts (task_id, attempt, restarts, body)
  SELECT id, attempt, $3::int, $4::text FROM tasks WHERE id = $1 AND attempt = $2 AND status = 'running' FOR SHARE
  ON CONFLICT (task_id) DO UPDATE SET
    attempt = excluded.attempt, restarts = excluded.restarts, body = excluded.body, updated_at = clock_timestamp()`;
