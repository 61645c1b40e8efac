/** What is handed out as a key, link or token: nobody can guess it, and of it only the hash is kept. */
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** By which a secret is found again. Random as it is, it needs no slow hash. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Addresses that are secrets themselves. */
const IN_PATH = /^((?:\/api)?\/invitations\/|\/s\/)[^/]+/;

/** A path as it may stand in a log: who reads that must not come in by it. */
export const withoutSecrets = (path: string): string => path.replace(IN_PATH, '$1…');
