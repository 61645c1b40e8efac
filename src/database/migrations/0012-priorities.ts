import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The place that Bull was told for a task: who waits is told of the same line. */
export class Priorities1700000000012 implements MigrationInterface {
  name = 'Priorities1700000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks ADD COLUMN priority int NOT NULL DEFAULT 1');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks DROP COLUMN priority');
  }
}
