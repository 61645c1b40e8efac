import { getMigrations } from 'better-auth/db/migration';
import type { Pool } from 'pg';
import type { Auth } from './auth.js';

/** Any number, but the same in all processes and not that of another migration. */
const AUTH_MIGRATION_LOCK = 4_201_910;

/** Beside better-auth's own tables. Hashes only: what was handed out can't be read back. */
const ownTables = `
  CREATE TABLE IF NOT EXISTS sign_in_links (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  CREATE TABLE IF NOT EXISTS api_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    name text NOT NULL,
    hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz
  );
  ALTER TABLE api_keys ADD COLUMN IF NOT EXISTS scopes text[] NOT NULL DEFAULT '{read,write}';
  ALTER TABLE api_keys ADD COLUMN IF NOT EXISTS expires_at timestamptz;
  -- They could be made without it once, and read all the same.
  UPDATE api_keys SET scopes = '{read}' || scopes WHERE NOT 'read' = ANY (scopes);
  CREATE TABLE IF NOT EXISTS password_resets (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  ALTER TABLE password_resets ADD COLUMN IF NOT EXISTS created_at timestamptz NOT NULL DEFAULT now();
  CREATE TABLE IF NOT EXISTS email_changes (
    user_id uuid PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
    email text NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
  );
  CREATE TABLE IF NOT EXISTS session_seen (
    session_id uuid PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    seen_at timestamptz NOT NULL
  );
  CREATE INDEX IF NOT EXISTS api_keys_of_user ON api_keys (user_id, created_at);
`;

/**
 * Brings the schema `auth` up to date. Safe when several processes start at once: one migrates, the others wait.
 * `pool` is the one `auth` was made with. Throws what PostgreSQL throws.
 */
export async function migrateAuth(auth: Auth, pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    // No time limit while another process migrates.
    await client.query('SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [AUTH_MIGRATION_LOCK]);
    await client.query('CREATE SCHEMA IF NOT EXISTS auth');
    const { runMigrations } = await getMigrations(auth.options);
    await runMigrations();
    await client.query(ownTables);
  } finally {
    // Closing the connection releases the lock in every case.
    client.release(true);
  }
}
