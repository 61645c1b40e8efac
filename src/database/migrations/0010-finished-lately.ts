import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How long steps have taken lately is asked every few seconds. The answer comes from this index alone, since the number of
 * finished tasks only grows.
 */
export class FinishedLately1700000000010 implements MigrationInterface {
  name = 'FinishedLately1700000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX tasks_lately ON tasks (finished_at DESC) INCLUDE (step, started_at)
      WHERE status = 'succeeded'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX tasks_lately');
  }
}
