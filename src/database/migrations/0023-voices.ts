import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people write; and who asked for a task, whose voice it then has. */
export class Voices1700000000023 implements MigrationInterface {
  name = 'Voices1700000000023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE voices (
      user_id text PRIMARY KEY,
      posts jsonb NOT NULL,
      keep_to text NOT NULL,
      corrected jsonb NOT NULL
    )`);
    await db.query('ALTER TABLE tasks ADD COLUMN requested_by text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks DROP COLUMN requested_by');
    await db.query('DROP TABLE voices');
  }
}
