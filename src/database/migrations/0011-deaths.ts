import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which attempts count as crashes of their worker. One that lives after all finds its attempts here, and takes them back. */
export class Deaths1700000000011 implements MigrationInterface {
  name = 'Deaths1700000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE attempts ADD COLUMN death boolean NOT NULL DEFAULT false');
    await db.query('CREATE INDEX attempts_deaths ON attempts (worker_id) WHERE death');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE attempts DROP COLUMN death');
  }
}
