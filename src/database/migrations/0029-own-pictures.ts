import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures that people put into drafts: files of theirs, and frames of the recording. */
export class OwnPictures1700000000029 implements MigrationInterface {
  name = 'OwnPictures1700000000029';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE own_pictures (
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      name text NOT NULL,
      at_ms integer,
      type text NOT NULL,
      width integer,
      height integer,
      object_key text NOT NULL,
      size_bytes bigint NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (project_id, name)
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE own_pictures');
  }
}
