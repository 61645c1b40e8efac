import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Corrections of transcripts and chapters by hand: what was corrected, and a revision with its time for each change. */
export class HandEdits1700000000005 implements MigrationInterface {
  name = 'HandEdits1700000000005';

  async up(db: QueryRunner): Promise<void> {
    for (const table of ['transcripts', 'chapters']) {
      await db.query(`ALTER TABLE ${table}
        ADD COLUMN revision int NOT NULL DEFAULT 1,
        ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp()`);
    }
    await db.query(`ALTER TABLE transcripts ADD COLUMN corrections jsonb NOT NULL DEFAULT '[]'`);
    await db.query('ALTER TABLE chapters ADD COLUMN handmade jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE transcripts DROP COLUMN revision, DROP COLUMN changed_at, DROP COLUMN corrections');
    await db.query('ALTER TABLE chapters DROP COLUMN revision, DROP COLUMN changed_at, DROP COLUMN handmade');
  }
}
