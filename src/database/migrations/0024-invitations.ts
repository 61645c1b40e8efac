import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when people are members, and who was asked to become one. Of a link's token only the hash is kept. */
export class Invitations1700000000024 implements MigrationInterface {
  name = 'Invitations1700000000024';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE members ADD COLUMN joined_at timestamptz NOT NULL DEFAULT now()');
    await db.query(`CREATE TABLE invitations (
      id uuid PRIMARY KEY,
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      email text NOT NULL,
      role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
      token_hash bytea NOT NULL UNIQUE,
      invited_by text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      accepted_by text,
      UNIQUE (project_id, email)
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE invitations');
    await db.query('ALTER TABLE members DROP COLUMN joined_at');
  }
}
