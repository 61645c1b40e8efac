import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For whom a project counts: one of its owners. Nobody can tell any more who became an owner first, so of those that there are it is who
 * has been in it for longest.
 */
export class CountedFor1700000000045 implements MigrationInterface {
  name = 'CountedFor1700000000045';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE projects ADD COLUMN counted_for text');
    await db.query(`UPDATE projects SET counted_for = first.user_id FROM (
      SELECT DISTINCT ON (project_id) project_id, user_id FROM (
        SELECT project_id, user_id, joined_at FROM members WHERE role = 'owner'
        UNION ALL SELECT project_id, user_id, NULL FROM binned_members WHERE role = 'owner') o
      ORDER BY project_id, joined_at, user_id) first WHERE first.project_id = projects.id`);
    await db.query('CREATE INDEX projects_by_counted_for ON projects (counted_for)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE projects DROP COLUMN counted_for');
  }
}
