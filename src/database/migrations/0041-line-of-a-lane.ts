import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever is free takes the first that is due in a lane, however many wait. */
export class LineOfALane1700000000041 implements MigrationInterface {
  name = 'LineOfALane1700000000041';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX tasks_in_line ON tasks (lane, priority, run_at, ordinal)
      WHERE status = 'queued' AND waiting_for = '{}'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX tasks_in_line');
  }
}
