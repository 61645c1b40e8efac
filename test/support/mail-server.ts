/** A mail server of a test's own, which keeps what it is given. */
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../scripts/embedded/ports.mjs';

export interface MailServer {
  /** What a web server needs to know of it. */
  settings: { SMTP_URL: string; MAIL_FROM: string };
  /** Whole, as they came, but for the folding of long lines. */
  mails: string[];
  /** From now on it answers each recipient, or each sender, with this status; null: it takes every mail. */
  refuse(status: number | null, whom?: 'recipient' | 'sender'): void;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: string[] = [];
  let refusal: { status: number; whom: string } | null = null;
  const answer = (whom: string): Error | null =>
    refusal?.whom === whom ? Object.assign(new Error('Refused'), { responseCode: refusal.status }) : null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(answer('sender')),
    onRcptTo: (_address, _session, done) => done(answer('recipient')),
    onData: (stream, _session, done) =>
      void text(stream).then((mail) => done(null, String(mails.push(mail.replaceAll('=\r\n', ''))))),
  });
  const port = await freePort();
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return {
    settings: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Devreel <devreel@example.org>' },
    mails,
    refuse: (status, whom = 'recipient') => void (refusal = status === null ? null : { status, whom }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
