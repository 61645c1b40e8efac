import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What administrators set on the page: one row, sealed with a key that is not in the database. */
export class SettingsOnPage1700000000034 implements MigrationInterface {
  name = 'SettingsOnPage1700000000034';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE settings_on_page (
      id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
      version uuid NOT NULL DEFAULT gen_random_uuid(),
      sealed bytea NOT NULL,
      saved_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE settings_on_page');
  }
}
