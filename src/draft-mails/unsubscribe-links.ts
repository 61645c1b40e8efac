/** Links that turn mails off without signing in. Signed, not stored: so that one is good in the oldest mail, too. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const PURPOSE = 'devreel unsubscribe';
const TOKEN = /^([\da-f-]{36})\.([\w-]{43})$/;

export class UnsubscribeLinks {
  private readonly key: Buffer;

  /** `secret`: AUTH_SECRET, the same in the processes that write mails and in those that are asked. */
  constructor(
    secret: string,
    private readonly publicUrl: string,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32));
  }

  /** A GET shows a button, a POST turns them off (RFC 8058). */
  linkFor(userId: string): string {
    return `${this.publicUrl}/unsubscribe?token=${userId}.${this.signatureOf(userId)}`;
  }

  /** Whose mails this token turns off; null when it was not made here. */
  userOf(token: string): string | null {
    const [, userId, signature] = TOKEN.exec(token) ?? [];
    if (userId === undefined || signature === undefined) return null;
    return timingSafeEqual(Buffer.from(signature), Buffer.from(this.signatureOf(userId))) ? userId : null;
  }

  private signatureOf(userId: string): string {
    return createHmac('sha256', this.key).update(userId).digest('base64url');
  }
}
