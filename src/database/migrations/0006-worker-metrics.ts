import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WorkerMetrics1700000000006 implements MigrationInterface {
  name = 'WorkerMetrics1700000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE workers ADD COLUMN metrics jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE workers DROP COLUMN metrics');
  }
}
