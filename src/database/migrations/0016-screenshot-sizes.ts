import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How large each screenshot's file is, so that it can be counted; those from before count as nothing. */
export class ScreenshotSizes1700000000016 implements MigrationInterface {
  name = 'ScreenshotSizes1700000000016';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE screenshots ADD COLUMN size_bytes bigint NOT NULL DEFAULT 0');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE screenshots DROP COLUMN size_bytes');
  }
}
