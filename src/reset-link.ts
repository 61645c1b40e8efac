/**
 * `node dist/server/reset-link.js EMAIL`: prints a link by which this person sets a new password. It asks the database itself: for who runs
 * a Devreel that nobody administers yet. The schema must be there.
 */
import { openAuthPool } from './auth/auth.js';
import { createResetToken, RESET_LINK_HOURS, resetLink } from './auth/reset-links.js';
import { exitOnWrongSettings } from './ops/boot.js';
import { loadSettings } from './settings/env.js';

const [email] = process.argv.slice(2);
const { databaseUrl, publicUrl } = exitOnWrongSettings(loadSettings);

async function print(): Promise<string | null> {
  if (email === undefined) return 'Name the account: node dist/server/reset-link.js EMAIL';
  if (databaseUrl === undefined) return 'DATABASE_URL is not set. With npm start, use npm run reset-link -- EMAIL.';
  const pool = openAuthPool(databaseUrl);
  try {
    const made = await createResetToken(pool, email, { hours: RESET_LINK_HOURS });
    if (!made) return `There is no account ${email}.`;
    process.stdout.write(`${resetLink(publicUrl, made.token)}\n`);
    process.stderr.write(`Good once, until ${made.expiresAt}. Pass it on to ${email}, and to nobody else.\n`);
    return null;
  } finally {
    await pool.end();
  }
}

const trouble = await print();
if (trouble !== null) {
  process.stderr.write(`${trouble}\n`);
  process.exitCode = 1;
}
