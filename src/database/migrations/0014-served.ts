import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a task has run before it yielded to others: who had little comes first. */
export class Served1700000000014 implements MigrationInterface {
  name = 'Served1700000000014';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks ADD COLUMN served_ms bigint NOT NULL DEFAULT 0');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks DROP COLUMN served_ms');
  }
}
