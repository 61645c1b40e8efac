import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks, how far in each project's log each of them is, and what was sent. */
export class Webhooks1700000000025 implements MigrationInterface {
  name = 'Webhooks1700000000025';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE webhooks (
      id uuid PRIMARY KEY,
      user_id text NOT NULL,
      project_id uuid REFERENCES projects ON DELETE CASCADE,
      url text NOT NULL,
      event_types text[] NOT NULL,
      secret text NOT NULL,
      former_secret text,
      former_until timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      paused_at timestamptz,
      paused_because text
    )`);
    await db.query('CREATE INDEX webhooks_by_user ON webhooks (user_id)');
    await db.query(`CREATE TABLE webhook_positions (
      webhook_id uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      seq int NOT NULL,
      failures int NOT NULL DEFAULT 0,
      failing_since timestamptz,
      due_at timestamptz NOT NULL DEFAULT '-infinity',
      PRIMARY KEY (webhook_id, project_id)
    )`);
    await db.query(`CREATE TABLE webhook_deliveries (
      id uuid PRIMARY KEY,
      webhook_id uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      seq int NOT NULL,
      type text NOT NULL,
      attempts int NOT NULL,
      attempted_at timestamptz NOT NULL,
      delivered_at timestamptz,
      status int,
      error text,
      UNIQUE (webhook_id, project_id, seq)
    )`);
    await db.query('CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (webhook_id, attempted_at DESC, id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE webhook_deliveries, webhook_positions, webhooks');
  }
}
