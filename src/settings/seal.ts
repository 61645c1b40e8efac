/** Seals what must not be read in the database or in a backup: AES-256-GCM, by a key made of AUTH_SECRET (HKDF, RFC 5869). */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D, 8.2. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What was sealed cannot be opened: with another secret, or it was changed. */
export class Unsealable extends Error {}

export class Seal {
  private readonly key: Buffer;
  /** Tells keys apart, and says nothing of them. */
  readonly mark: string;

  constructor(secret: string) {
    this.key = derived(secret, 'devreel settings on page', 32);
    this.mark = derived(secret, 'devreel mark of the key', 8).toString('hex');
  }

  /** `about`: what it is; it opens as nothing else. */
  close(text: string, about: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(about));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws `Unsealable`. */
  open(sealed: Buffer, about: string): string {
    const tagEnd = NONCE_BYTES + TAG_BYTES;
    try {
      const decipher = createDecipheriv(CIPHER, this.key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(NONCE_BYTES, tagEnd));
      return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]).toString('utf8');
    } catch (error) {
      throw new Unsealable('It was sealed with another secret, or changed since.', { cause: error });
    }
  }
}

const derived = (secret: string, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, bytes));
