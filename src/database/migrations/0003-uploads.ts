import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings that are being uploaded, and which process is writing to each. */
export class Uploads1700000000003 implements MigrationInterface {
  name = 'Uploads1700000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE uploads (
      id uuid PRIMARY KEY,
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      user_id text NOT NULL,
      filename text NOT NULL,
      filetype text,
      size_bytes bigint NOT NULL CHECK (size_bytes > 0),
      state text NOT NULL DEFAULT 'receiving' CHECK (state IN ('receiving', 'stored', 'finished', 'lost', 'expired')),
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      finished_at timestamptz,
      held_by uuid,
      held_until timestamptz,
      wanted boolean NOT NULL DEFAULT false,
      turns int NOT NULL DEFAULT 0,
      looked_at_turn int NOT NULL DEFAULT 0
    )`);
    await db.query(`CREATE INDEX uploads_unfinished ON uploads (expires_at) WHERE state IN ('receiving', 'stored')`);
    await db.query(`CREATE INDEX uploads_held ON uploads (held_by) WHERE held_by IS NOT NULL`);
    await db.query(`CREATE INDEX uploads_by_project ON uploads (project_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE uploads');
  }
}
