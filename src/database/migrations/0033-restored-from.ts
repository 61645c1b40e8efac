import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version one is a copy of, where somebody restored it. */
export class RestoredFrom1700000000033 implements MigrationInterface {
  name = 'RestoredFrom1700000000033';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE content_versions ADD COLUMN restored_from int');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE content_versions DROP COLUMN restored_from');
  }
}
