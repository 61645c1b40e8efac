import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People say in which language a talk is; and it is kept what captions and recognisers said, and were told. */
export class Languages1700000000021 implements MigrationInterface {
  name = 'Languages1700000000021';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE projects ADD COLUMN language text, ADD COLUMN language_set_at timestamptz');
    await db.query('ALTER TABLE transcripts ADD COLUMN own_language text, ADD COLUMN told_language text');
    await db.query('UPDATE transcripts SET own_language = language');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE transcripts DROP COLUMN told_language, DROP COLUMN own_language');
    await db.query('ALTER TABLE projects DROP COLUMN language_set_at, DROP COLUMN language');
  }
}
