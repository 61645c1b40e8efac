/** Mail by SMTP. Without a server there is none: everything that is mailed works by links on the page, too. */
import { createTransport } from 'nodemailer';
import type { Transporter } from 'nodemailer';

/** Of connecting, of its greeting, and of silence afterwards. */
const PATIENCE_MS = 15_000;

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for every try of a mail, so that whoever receives it twice can tell. */
  messageId?: string;
  headers?: Record<string, string>;
}

export class Mailer {
  private readonly transport: Transporter;

  /** `smtpUrl`: such as `smtps://name:password@mail.example.org`. `from`: an address, with a name or without. */
  constructor(
    smtpUrl: string,
    private readonly from: string,
  ) {
    const patience = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
    // What stands in a mail is text, never the name of a file or an address to fetch.
    const inside = { disableFileAccess: true, disableUrlAccess: true };
    this.transport = createTransport({ url: smtpUrl, ...patience, ...inside });
  }

  /** Throws what the server says, and where it cannot be reached. */
  async send(mail: Mail): Promise<void> {
    await this.transport.sendMail({ ...mail, from: this.from });
  }
}
