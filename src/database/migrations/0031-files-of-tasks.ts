import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a task has stored counts for its owner before its result says so. */
export class FilesOfTasks1700000000031 implements MigrationInterface {
  name = 'FilesOfTasks1700000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks ADD COLUMN stored_bytes bigint NOT NULL DEFAULT 0');
    await db.query('CREATE INDEX tasks_with_files ON tasks (project_id) WHERE stored_bytes > 0');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX tasks_with_files');
    await db.query('ALTER TABLE tasks DROP COLUMN stored_bytes');
  }
}
