import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever works on a task goes on with the trace of who asked for it. */
export class Traces1700000000038 implements MigrationInterface {
  name = 'Traces1700000000038';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks ADD COLUMN trace text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks DROP COLUMN trace');
  }
}
