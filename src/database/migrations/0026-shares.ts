import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pages to read without an account. Of a link's token only the hash is kept. */
export class Shares1700000000026 implements MigrationInterface {
  name = 'Shares1700000000026';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE shares (
      id uuid PRIMARY KEY,
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      token_hash bytea NOT NULL UNIQUE,
      contents text[] NOT NULL,
      recording boolean NOT NULL,
      transcript boolean NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz,
      views int NOT NULL DEFAULT 0,
      last_viewed_at timestamptz
    )`);
    await db.query('CREATE INDEX shares_by_project ON shares (project_id, created_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE shares');
  }
}
