import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much a project's screenshots take together: whoever asks how much an owner has used need not read each of them. */
export class ScreenshotsBytes1700000000020 implements MigrationInterface {
  name = 'ScreenshotsBytes1700000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE projects ADD COLUMN screenshots_bytes bigint NOT NULL DEFAULT 0');
    await db.query(`UPDATE projects SET screenshots_bytes = taken.bytes FROM (
      SELECT project_id, sum(size_bytes) AS bytes
      FROM (SELECT DISTINCT project_id, object_key, size_bytes FROM screenshots) once GROUP BY project_id
    ) taken WHERE taken.project_id = projects.id`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE projects DROP COLUMN screenshots_bytes');
  }
}
