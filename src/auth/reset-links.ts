/** Links by which somebody sets a new password: mailed, passed on by an administrator, or printed for who runs this Devreel. */
import type { Pool } from 'pg';
import { hashOf, newSecret } from '../http/secrets.js';

/** Of links that are passed on by hand. */
export const RESET_LINK_HOURS = 24;

export const resetLink = (publicUrl: string, token: string): string => `${publicUrl}/reset?token=${token}`;

/** A token that is good once. Null when there is no such account, or `quietMinutes` have not passed since it had the last one. */
export async function createResetToken(
  pool: Pool,
  email: string,
  { hours, quietMinutes = 0 }: { hours: number; quietMinutes?: number },
): Promise<{ token: string; expiresAt: string } | null> {
  const token = newSecret();
  await pool.query(`DELETE FROM password_resets WHERE expires_at < now() - interval '1 day'`);
  const { rows } = await pool.query<{ expires_at: Date }>(
    `INSERT INTO password_resets (token_hash, user_id, expires_at)
     SELECT $1, id, now() + make_interval(hours => $2) FROM "user" u WHERE email = lower($3) AND NOT EXISTS (
       SELECT FROM password_resets r WHERE r.user_id = u.id AND r.created_at > now() - make_interval(mins => $4))
     RETURNING expires_at`,
    [hashOf(token), hours, email, quietMinutes],
  );
  const [row] = rows;
  return row ? { token, expiresAt: row.expires_at.toISOString() } : null;
}
