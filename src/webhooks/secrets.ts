/**
 * What webhooks sign with, sealed by AUTH_SECRET, so that who reads the database cannot sign in Devreel's name. `sealed_by`
 * says by which one: a process opens only what its own has sealed.
 */
import type { EntityManager } from 'typeorm';
import type { Seal } from '../settings/seal.js';

export interface Secrets {
  secret: string;
  /** The one before, which receivers may still know. */
  former: string | null;
}

const about = (webhookId: string): string => `webhook ${webhookId}`;

export const sealed = (seal: Seal, webhookId: string, secrets: Secrets): Buffer =>
  seal.close(JSON.stringify(secrets), about(webhookId));

/** Throws `Unsealable`. */
export const opened = (seal: Seal, webhookId: string, bytes: Buffer): Secrets =>
  JSON.parse(seal.open(bytes, about(webhookId))) as Secrets;

interface OpenRow {
  id: string;
  secret: string;
  former: string | null;
}

const LYING_OPEN = `SELECT id, secret, former_secret AS former FROM webhooks WHERE secret IS NOT NULL FOR UPDATE SKIP LOCKED`;

/** Seals those of before. In a transaction; what another process has at hand is left to it. */
export async function sealAll(tx: EntityManager, seal: Seal): Promise<void> {
  for (const { id, secret, former } of await tx.query<OpenRow[]>(LYING_OPEN)) {
    await tx.query(
      'UPDATE webhooks SET secret = NULL, former_secret = NULL, sealed = $2, sealed_by = $3 WHERE id = $1',
      [id, sealed(seal, id, { secret, former }), seal.mark],
    );
  }
}
