import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was deleted beside whole projects: the row as it was, so that it is gone wherever it is asked for, and can be put back. It is a
 * project's, or a person's.
 */
export class DeletedThings1700000000039 implements MigrationInterface {
  name = 'DeletedThings1700000000039';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE deleted_things (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      project_id uuid REFERENCES projects ON DELETE CASCADE,
      user_id text,
      kind text NOT NULL,
      of text NOT NULL,
      name text,
      was jsonb NOT NULL,
      object_key text,
      size_bytes bigint NOT NULL DEFAULT 0,
      binned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CHECK ((project_id IS NULL) <> (user_id IS NULL))
    )`);
    await db.query('CREATE INDEX deleted_things_by_project ON deleted_things (project_id)');
    await db.query('CREATE INDEX deleted_things_by_user ON deleted_things (user_id)');
    await db.query('CREATE INDEX deleted_things_by_time ON deleted_things (binned_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE deleted_things');
  }
}
