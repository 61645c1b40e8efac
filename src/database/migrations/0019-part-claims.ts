import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who does a part that all tasks of a project share. */
export class PartClaims1700000000019 implements MigrationInterface {
  name = 'PartClaims1700000000019';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE part_claims (
      run_id uuid NOT NULL,
      step text NOT NULL,
      part text NOT NULL,
      input_hash text NOT NULL,
      task_id uuid NOT NULL REFERENCES tasks ON DELETE CASCADE,
      attempt int NOT NULL,
      claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (run_id, step, part, input_hash)
    )`);
    await db.query('CREATE INDEX part_claims_by_task ON part_claims (task_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE part_claims');
  }
}
