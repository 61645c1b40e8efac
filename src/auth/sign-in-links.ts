/** Links that sign in without a password: printed at the start for the local owner. */
import type { Pool } from 'pg';
import { hashOf, newSecret } from '../http/secrets.js';

const MINUTES_GOOD = 15;

/** Nobody can sign up with this address, so its account is created only here. */
export const RESERVED_DOMAIN = 'devreel.local';
export const localOwner = { email: `owner@${RESERVED_DOMAIN}`, name: 'Owner' };

/** Makes the local owner if there is none, and a token (256 bits, base64url) that signs in as them once. */
export async function createSignInToken(pool: Pool): Promise<string> {
  const token = newSecret();
  await pool.query(
    `INSERT INTO "user" (name, email, "emailVerified") VALUES ($1, $2, true) ON CONFLICT (email) DO NOTHING`,
    [localOwner.name, localOwner.email],
  );
  await pool.query(`DELETE FROM sign_in_links WHERE expires_at < now() - interval '1 day'`);
  await pool.query(
    `INSERT INTO sign_in_links (token_hash, user_id, expires_at)
     SELECT $1, id, now() + make_interval(mins => $2) FROM "user" WHERE email = $3`,
    [hashOf(token), MINUTES_GOOD, localOwner.email],
  );
  return token;
}

/** Redeems the token: the user's id for the first call in time, null for every other. */
export async function spendSignInToken(pool: Pool, token: string): Promise<string | null> {
  const { rows } = await pool.query<{ user_id: string }>(
    `UPDATE sign_in_links SET used_at = now()
     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now() RETURNING user_id`,
    [hashOf(token)],
  );
  return rows[0]?.user_id ?? null;
}
