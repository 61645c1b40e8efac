import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Unfinished uploads may gather in a bucket, as multipart uploads. Files of a deleted project must not be forgotten before
 * they are removed, so an upload's row outlives its project, and so does the project's id.
 */
export class StoredFiles1700000000008 implements MigrationInterface {
  name = 'StoredFiles1700000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE uploads
      DROP CONSTRAINT uploads_project_id_fkey,
      ADD COLUMN multipart_id text,
      ADD COLUMN part_bytes int,
      ADD COLUMN stored_bytes bigint NOT NULL DEFAULT 0,
      ADD COLUMN bytes_kept boolean NOT NULL DEFAULT true`);
    await db.query(`CREATE INDEX uploads_left_over ON uploads (id)
      WHERE bytes_kept AND state IN ('finished', 'lost', 'expired')`);
    await db.query(`CREATE TABLE deleted_projects (
      id uuid PRIMARY KEY,
      deleted_at timestamptz NOT NULL DEFAULT now()
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE deleted_projects');
    await db.query('DELETE FROM uploads u WHERE NOT EXISTS (SELECT FROM projects p WHERE p.id = u.project_id)');
    await db.query('DROP INDEX uploads_left_over');
    await db.query(`ALTER TABLE uploads
      DROP COLUMN multipart_id,
      DROP COLUMN part_bytes,
      DROP COLUMN stored_bytes,
      DROP COLUMN bytes_kept,
      ADD CONSTRAINT uploads_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE`);
  }
}
