import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many requests each busy account may still send. Not worth a line in PostgreSQL's log: after a crash they are full again. */
export class RequestBuckets1700000000043 implements MigrationInterface {
  name = 'RequestBuckets1700000000043';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE UNLOGGED TABLE request_buckets (
      user_id text PRIMARY KEY,
      tokens float8 NOT NULL,
      at timestamptz NOT NULL
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE request_buckets');
  }
}
