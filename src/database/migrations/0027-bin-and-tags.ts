import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A project in the bin has no members, so that it is gone wherever it is asked who may see it; who they were is kept beside. Its files
 * count for its owner until it is deleted for good.
 */
export class BinAndTags1700000000027 implements MigrationInterface {
  name = 'BinAndTags1700000000027';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE projects
      ADD COLUMN binned_at timestamptz,
      ADD COLUMN tags text[] NOT NULL DEFAULT '{}'`);
    await db.query('CREATE INDEX projects_in_bin ON projects (binned_at) WHERE binned_at IS NOT NULL');
    await db.query(`CREATE TABLE binned_members (
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      user_id text NOT NULL,
      role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
      PRIMARY KEY (project_id, user_id)
    )`);
    await db.query('CREATE INDEX binned_members_by_user ON binned_members (user_id)');
    await db.query(`CREATE VIEW owners AS
      SELECT project_id, user_id FROM members WHERE role = 'owner'
      UNION ALL SELECT project_id, user_id FROM binned_members WHERE role = 'owner'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW owners');
    await db.query('INSERT INTO members SELECT project_id, user_id, role FROM binned_members');
    await db.query('DROP TABLE binned_members');
    await db.query('DROP INDEX projects_in_bin');
    await db.query('ALTER TABLE projects DROP COLUMN binned_at, DROP COLUMN tags');
  }
}
