import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where web processes prove that something can be written, and what workers say of themselves. */
export class Readiness1700000000018 implements MigrationInterface {
  name = 'Readiness1700000000018';

  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE TABLE readiness_checks (id uuid PRIMARY KEY, at timestamptz NOT NULL)');
    await db.query("ALTER TABLE workers ADD COLUMN about jsonb NOT NULL DEFAULT '{}'");
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE workers DROP COLUMN about');
    await db.query('DROP TABLE readiness_checks');
  }
}
