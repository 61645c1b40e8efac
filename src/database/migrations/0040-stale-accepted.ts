import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Somebody said of what was made from older words that it is fine as it is. */
export class StaleAccepted1700000000040 implements MigrationInterface {
  name = 'StaleAccepted1700000000040';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks ADD COLUMN stale_accepted boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks DROP COLUMN stale_accepted');
  }
}
