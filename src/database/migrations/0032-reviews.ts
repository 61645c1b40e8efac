import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each draft has come among people, and who said so. */
export class Reviews1700000000032 implements MigrationInterface {
  name = 'Reviews1700000000032';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE content_versions
      ADD COLUMN state text NOT NULL DEFAULT 'draft',
      ADD COLUMN published jsonb`);
    await db.query(`CREATE TABLE reviews (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      type text NOT NULL,
      version int NOT NULL,
      state text NOT NULL,
      note text,
      url text,
      by text,
      at timestamptz NOT NULL DEFAULT now()
    )`);
    await db.query('CREATE INDEX reviews_by_draft ON reviews (project_id, type, id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE reviews');
    await db.query('ALTER TABLE content_versions DROP COLUMN state, DROP COLUMN published');
  }
}
