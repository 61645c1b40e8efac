/**
 * When people who want mails were last in front of the page, on this web process: noted for all of them in one statement, once a minute
 * while a tab of theirs is in sight, and when one comes or goes. Until it is started, which it is where mails are sent, nothing is kept.
 */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

const LOOK_MS = 5_000;
/** So many looks apart, those who stay are noted again. */
const LOOKS_APART = 12;

const NOTE = 'UPDATE mail_choices SET seen_at = now() WHERE user_id = ANY ($1)';

export class Seen {
  private readonly logger = new Logger(Seen.name);
  /** How many of their tabs are in sight. */
  private readonly tabs = new Map<string, number>();
  private toNote = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;
  private noting: Promise<void> = Promise.resolve();

  constructor(private readonly db: Pick<DataSource, 'query'>) {}

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.noting;
    await this.note();
  }

  /** A tab of theirs is in sight from now on. */
  comes(userId: string): void {
    if (!this.timer) return;
    this.tabs.set(userId, (this.tabs.get(userId) ?? 0) + 1);
    this.toNote.add(userId);
  }

  /** It is closed, or out of sight. */
  goes(userId: string): void {
    if (!this.timer) return;
    const left = (this.tabs.get(userId) ?? 0) - 1;
    if (left > 0) this.tabs.set(userId, left);
    else this.tabs.delete(userId);
    this.toNote.add(userId);
  }

  private look(): void {
    this.looks += 1;
    if (this.looks % LOOKS_APART === 0) for (const userId of this.tabs.keys()) this.toNote.add(userId);
    this.noting = this.noting.then(() => this.note());
  }

  private async note(): Promise<void> {
    if (this.toNote.size === 0) return;
    const userIds = [...this.toNote];
    this.toNote = new Set();
    try {
      await this.db.query(NOTE, [userIds]);
    } catch (error) {
      for (const userId of userIds) this.toNote.add(userId);
      this.logger.warn(`Not noted who is here, the next time is in ${LOOK_MS / 1_000} s: ${String(error)}`);
    }
  }
}
