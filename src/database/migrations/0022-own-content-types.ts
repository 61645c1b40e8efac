import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Content types that people make on the page. */
export class OwnContentTypes1700000000022 implements MigrationInterface {
  name = 'OwnContentTypes1700000000022';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE content_types (
      id text PRIMARY KEY,
      owner_id text NOT NULL,
      label text NOT NULL,
      brief text NOT NULL,
      format text NOT NULL,
      length_limit jsonb,
      action text NOT NULL,
      scope text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      deleted_at timestamptz
    )`);
    await db.query('CREATE INDEX content_types_by_owner ON content_types (owner_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE content_types');
  }
}
