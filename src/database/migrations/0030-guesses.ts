import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has guessed how often at what, and until when they have to wait. */
export class Guesses1700000000030 implements MigrationInterface {
  name = 'Guesses1700000000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE guesses (
      key text PRIMARY KEY,
      count int NOT NULL DEFAULT 1,
      paused_until timestamptz,
      at timestamptz NOT NULL DEFAULT now()
    )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE guesses');
  }
}
