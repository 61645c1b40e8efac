import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DraftTexts1700000000002 implements MigrationInterface {
  name = 'DraftTexts1700000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE draft_texts (
      task_id uuid PRIMARY KEY REFERENCES tasks ON DELETE CASCADE,
      attempt int NOT NULL,
      restarts int NOT NULL,
      body text NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE draft_texts');
  }
}
