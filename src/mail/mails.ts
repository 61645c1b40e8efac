import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Mail, Mailer } from '../outside/mail.js';

/** Nest's token for the `Mailer`; null where no mail server is set. */
export const MAILER = Symbol('mailer');

/**
 * Whether a server knows no such recipient: another try would be refused, too (RFC 5321, 4.2.1). What it refuses otherwise, such as our
 * password or our address, somebody can mend.
 */
export const isRefusedForGood = (error: unknown): boolean =>
  error instanceof Error &&
  'command' in error &&
  error.command === 'RCPT TO' &&
  'responseCode' in error &&
  Number(error.responseCode) >= 500;

/** The way out for mails. */
@Injectable()
export class Mails {
  private readonly logger = new Logger('Mail');

  constructor(@Inject(MAILER) private readonly mailer: Mailer | null) {}

  /** Whether a mail server is set. */
  get areSent(): boolean {
    return this.mailer !== null;
  }

  /** Throws what the server says, where it cannot be reached, and where none is set. */
  async send(mail: Mail): Promise<void> {
    if (!this.mailer) throw new Error('No mail server is set.');
    await this.mailer.send(mail);
  }

  /** Sends it, where a mail server is set. Nobody waits for it: it has a link that is on the page, too. `what`: how a log names one that did not go, such as `An invitation`. */
  post(mail: Mail, what: string): void {
    this.mailer?.send(mail).catch((error: unknown) => {
      this.logger.error(`${what} was not mailed: ${String(error)}`);
    });
  }
}
