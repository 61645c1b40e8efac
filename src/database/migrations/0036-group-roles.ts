import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which memberships come from groups of the identity provider, and end with them. */
export class GroupRoles1700000000036 implements MigrationInterface {
  name = 'GroupRoles1700000000036';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE group_roles (
      user_id text NOT NULL,
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      PRIMARY KEY (user_id, project_id)
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE group_roles');
  }
}
