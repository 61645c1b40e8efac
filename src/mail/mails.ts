import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Mail, Mailer } from '../outside/mail.js';

/** Nest's token for the `Mailer`; null where no mail server is set. */
export const MAILER = Symbol('mailer');

/** The way out for mails. Nobody waits for one, since each has a link on the page that does the same. */
@Injectable()
export class Mails {
  private readonly logger = new Logger('Mail');

  constructor(@Inject(MAILER) private readonly mailer: Mailer | null) {}

  /** Whether a mail server is set. */
  get areSent(): boolean {
    return this.mailer !== null;
  }

  /** Sends it, where a mail server is set. `what`: how a log names one that did not go, such as `An invitation`. */
  post(mail: Mail, what: string): void {
    this.mailer?.send(mail).catch((error: unknown) => {
      this.logger.error(`${what} was not mailed: ${String(error)}`);
    });
  }
}
