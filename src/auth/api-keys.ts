/** API keys: what scripts sign in with. Stored as hashes; the key itself is shown once. */
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { ApiKey, CreatedApiKey, Account, NewApiKey } from '../contract/account.js';
import { problems } from '../http/problem.js';
import { hashOf, newSecret } from '../http/secrets.js';
import { Endings } from './caller.js';
import { AUTH_POOL } from './tokens.js';

const PREFIX = 'dr_';
/** High enough that nobody reaches it, low enough to list all keys on one page. */
const MOST_KEYS_EACH = 100;

const COLUMNS = 'id, name, created_at, last_used_at, scopes, expires_at';

interface FoundKey {
  apiKeyId: string;
  user: Account;
  mayWrite: boolean;
  mayAdminister: boolean;
  /** By a group. */
  administrator: boolean;
  emailVerified: boolean;
}

interface ApiKeyRow {
  id: string;
  name: string;
  created_at: Date;
  last_used_at: Date | null;
  scopes: ApiKey['scopes'];
  expires_at: Date | null;
}

@Injectable()
export class ApiKeys {
  constructor(
    @Inject(AUTH_POOL) private readonly pool: Pool,
    private readonly endings: Endings,
  ) {}

  /** A new key for the user. Throws 409 `too_many_api_keys`. */
  async create(userId: string, { name, scopes, expiresAt }: NewApiKey): Promise<CreatedApiKey> {
    const key = PREFIX + newSecret();
    const { rows } = await this.pool.query<ApiKeyRow>(
      `INSERT INTO api_keys (user_id, name, hash, scopes, expires_at)
       SELECT $1, $2, $3, $5, $6 WHERE (SELECT count(*) FROM api_keys WHERE user_id = $1) < $4
       RETURNING ${COLUMNS}`,
      [userId, name, hashOf(key), MOST_KEYS_EACH, scopes, expiresAt],
    );
    const [row] = rows;
    if (!row) throw problems.conflict('too_many_api_keys', `You have ${MOST_KEYS_EACH} API keys. Delete one first.`);
    return { ...view(row), key };
  }

  /** The user's keys, newest first. */
  async list(userId: string): Promise<ApiKey[]> {
    const { rows } = await this.pool.query<ApiKeyRow>(
      `SELECT ${COLUMNS} FROM api_keys WHERE user_id = $1 ORDER BY created_at DESC, id`,
      [userId],
    );
    return rows.map(view);
  }

  /** Deletes the user's key and closes the sockets opened with it. Throws 404 for a key that is not theirs. */
  async remove(userId: string, id: string): Promise<void> {
    const { rowCount } = await this.pool.query('DELETE FROM api_keys WHERE id = $1 AND user_id = $2', [id, userId]);
    if (rowCount === 0) throw problems.notFound('This API key');
    this.endings.announce({ apiKeyId: id });
  }

  /** Whose key this is, or null, also for one that has ended. Notes the use, at most once a minute. */
  async find(key: string): Promise<FoundKey | null> {
    if (!key.startsWith(PREFIX)) return null;
    const { rows } = await this.pool.query<
      Account &
        Pick<FoundKey, 'administrator' | 'emailVerified'> & {
          key_id: string;
          stale: boolean;
          may_write: boolean;
          may_administer: boolean;
        }
    >(
      `SELECT k.id AS key_id, u.id, u.name, u.email, u."emailVerified",
              k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS stale,
              'write' = ANY (k.scopes) AS may_write, 'admin' = ANY (k.scopes) AS may_administer, coalesce(u.administrator, false) AS administrator
       FROM api_keys k JOIN "user" u ON u.id = k.user_id WHERE k.hash = $1 AND (k.expires_at IS NULL OR k.expires_at > now())`,
      [hashOf(key)],
    );
    const [row] = rows;
    if (!row) return null;
    if (row.stale) await this.pool.query('UPDATE api_keys SET last_used_at = now() WHERE id = $1', [row.key_id]);
    const { id, name, email, administrator, emailVerified } = row;
    const may = { mayWrite: row.may_write, mayAdminister: row.may_administer };
    return { apiKeyId: row.key_id, ...may, administrator, emailVerified, user: { id, name, email } };
  }
}

const view = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  scopes: row.scopes,
  expiresAt: row.expires_at?.toISOString() ?? null,
});
