import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The priority that Bull was given for a task: the place in the queue that people are told is counted by it. */
export class Priorities1700000000012 implements MigrationInterface {
  name = 'Priorities1700000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks ADD COLUMN priority int NOT NULL DEFAULT 1');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks DROP COLUMN priority');
  }
}
