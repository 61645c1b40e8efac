/** What administrators set on the page, as it is stored: all of it in one row, sealed. */
import type { DataSource } from 'typeorm';
import type { SetOnPage } from '../settings/on-page.js';
import type { Seal } from '../settings/seal.js';
import { Unsealable } from '../settings/seal.js';

const ABOUT = 'settings on page';

export interface StoredSettings {
  /** Another one after each change; null while nothing is set. */
  version: string | null;
  set: SetOnPage;
  /** There is something, and it cannot be read with this process's AUTH_SECRET. */
  isUnreadable: boolean;
}

const NOTHING: StoredSettings = { version: null, set: {}, isUnreadable: false };

/** `seal`: null in a process without AUTH_SECRET. `known`: what was read before, given back while nothing has changed. */
export async function readStored(
  db: Pick<DataSource, 'query'>,
  seal: Seal | null,
  known = NOTHING,
): Promise<StoredSettings> {
  const [row]: { version: string; sealed: Buffer | null }[] = await db.query(
    'SELECT version, CASE WHEN version = $1 THEN NULL ELSE sealed END AS sealed FROM settings_on_page',
    [known.version],
  );
  if (!row) return known.version === null ? known : NOTHING;
  const { version, sealed } = row;
  if (!sealed) return known;
  try {
    if (!seal) return { version, set: {}, isUnreadable: true };
    return { version, set: JSON.parse(seal.open(sealed, ABOUT)) as SetOnPage, isUnreadable: false };
  } catch (error) {
    if (!(error instanceof Unsealable)) throw error;
    return { version, set: {}, isUnreadable: true };
  }
}

/** Takes the place of what was read as `before`. False when somebody else was faster. */
export async function store(db: DataSource, seal: Seal, before: string | null, set: SetOnPage): Promise<boolean> {
  const sealed = seal.close(JSON.stringify(set), ABOUT);
  const stored: unknown[] = await db.query(
    before === null
      ? `WITH stored AS (INSERT INTO settings_on_page (sealed) VALUES ($1) ON CONFLICT (id) DO NOTHING RETURNING id)
         SELECT id FROM stored`
      : `WITH stored AS (UPDATE settings_on_page SET sealed = $1, version = gen_random_uuid(), saved_at = clock_timestamp()
           WHERE version = $2 RETURNING id)
         SELECT id FROM stored`,
    before === null ? [sealed] : [sealed, before],
  );
  return stored.length > 0;
}

export async function forget(db: DataSource): Promise<void> {
  await db.query('DELETE FROM settings_on_page');
}
