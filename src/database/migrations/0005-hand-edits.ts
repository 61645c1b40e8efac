import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Transcripts and chapters that people correct: which state of them there is, since when, and what was done by hand. */
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
