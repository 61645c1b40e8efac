import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators need: workers that take nothing new, when scheduled work was last done, and ended tasks by their end. */
export class Operators1700000000037 implements MigrationInterface {
  name = 'Operators1700000000037';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE workers ADD COLUMN draining boolean NOT NULL DEFAULT false');
    await db.query(`CREATE TABLE chore_runs (
      name text PRIMARY KEY,
      known_since timestamptz NOT NULL DEFAULT clock_timestamp(),
      moment timestamptz,
      worker_id uuid,
      by_hand boolean NOT NULL DEFAULT false,
      started_at timestamptz,
      ended_at timestamptz,
      failed boolean NOT NULL DEFAULT false,
      said text
    )`);
    await db.query(`CREATE INDEX tasks_ended ON tasks (status, finished_at DESC, id DESC)
      WHERE status IN ('succeeded', 'failed', 'cancelled')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX tasks_ended');
    await db.query('DROP TABLE chore_runs');
    await db.query('ALTER TABLE workers DROP COLUMN draining');
  }
}
