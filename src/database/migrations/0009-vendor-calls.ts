import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of calls to vendors, and the sum of what each project has spent and put aside. */
export class VendorCalls1700000000009 implements MigrationInterface {
  name = 'VendorCalls1700000000009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE vendor_calls (
      id uuid PRIMARY KEY,
      ordinal bigint GENERATED ALWAYS AS IDENTITY,
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      task_id uuid NOT NULL,
      run_id uuid NOT NULL,
      attempt int NOT NULL,
      step text NOT NULL,
      part text NOT NULL,
      kind text NOT NULL,
      model text NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      answered_at timestamptz,
      tokens_in int,
      tokens_out int,
      estimated boolean NOT NULL DEFAULT false,
      audio_ms int NOT NULL,
      reserved_usd numeric(18, 9),
      cost_usd numeric(18, 9),
      outcome text NOT NULL DEFAULT 'open',
      status int,
      code text
    )`);
    await db.query('CREATE INDEX vendor_calls_newest_first ON vendor_calls (project_id, ordinal DESC)');
    await db.query(`CREATE INDEX vendor_calls_open ON vendor_calls (project_id) WHERE outcome = 'open'`);
    // In a row of its own: a call that puts money aside must not wait for the lock that orders the project's events.
    await db.query(`CREATE TABLE project_spend (
      project_id uuid PRIMARY KEY REFERENCES projects ON DELETE CASCADE,
      usd numeric(18, 9) NOT NULL
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE project_spend, vendor_calls');
  }
}
