/**
 * Sends mails about drafts. In worker processes, any number of them. A mail is sent at least once: one whose worker died after the server
 * took it, and before that was noted, is sent again with the same Message-ID.
 */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Mails } from '../mail/mails.js';
import { isRefusedForGood } from '../mail/mails.js';
import { failpoint } from '../telemetry/failpoints.js';
import type { OwedMail } from './owed.js';
import { claimMail, dropNotOwed, giveUp, noteSent, putOff } from './owed.js';
import { readyMail } from './ready-mail.js';
import type { UnsubscribeLinks } from './unsubscribe-links.js';

const LOOK_MS = 5_000;

export class DraftMailSender {
  private readonly logger = new Logger('Draft mails');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: DataSource,
    private readonly mails: Pick<Mails, 'send'>,
    private readonly links: UnsubscribeLinks,
    private readonly publicUrl: string,
  ) {}

  start(): void {
    const plan = (): void => {
      if (this.stopped) return;
      this.timer = setTimeout(() => {
        this.sending = this.sendAll().then(plan);
      }, LOOK_MS);
    };
    plan();
  }

  /** The mail that is being sent is waited for. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.sending;
  }

  /** Never rejects. */
  private async sendAll(): Promise<void> {
    try {
      await dropNotOwed(this.db);
      for (let owed = await claimMail(this.db); owed !== 'none' && !this.stopped; owed = await claimMail(this.db)) {
        if (owed) await this.send(owed);
      }
    } catch (error) {
      this.logger.warn(`Not looked for mails that are owed, the next time is in seconds: ${String(error)}`);
    }
  }

  private async send(owed: OwedMail): Promise<void> {
    const { mailId, userId } = owed;
    await failpoint('draft-mail:claimed', () => mailId);
    try {
      const unsubscribe = this.links.linkFor(userId);
      await this.mails.send(readyMail(owed, { publicUrl: this.publicUrl, unsubscribe }));
    } catch (error) {
      return this.notTaken(owed, error);
    }
    await failpoint('draft-mail:sent', () => mailId);
    await noteSent(this.db, mailId);
  }

  private async notTaken(owed: OwedMail, error: unknown): Promise<void> {
    if (isRefusedForGood(error)) {
      await giveUp(this.db, owed.mailId);
      this.logger.warn(`The mail server refused a mail to ${owed.userId}, which is given up: ${String(error)}`);
      return;
    }
    const pause = await putOff(this.db, owed);
    this.logger.warn(`A mail to ${owed.userId} was not taken, the next try is in ${pause} s: ${String(error)}`);
  }
}
