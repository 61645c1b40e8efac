import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices to one person: in a project, or of none. Those that were there before are to all members of theirs, and so are others without a `user_id`. */
export class NoticesToOne1700000000048 implements MigrationInterface {
  name = 'NoticesToOne1700000000048';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE notices
      ALTER COLUMN project_id DROP NOT NULL,
      ALTER COLUMN seq DROP NOT NULL,
      ADD COLUMN user_id text,
      ADD CHECK (user_id IS NOT NULL OR (project_id IS NOT NULL AND seq IS NOT NULL))`);
    await db.query('CREATE INDEX notices_to_one ON notices (user_id, at) WHERE user_id IS NOT NULL');
  }

  /** What was told to one person others must not read: it is lost. */
  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM notices WHERE user_id IS NOT NULL');
    await db.query('DROP INDEX notices_to_one');
    await db.query('ALTER TABLE notices DROP COLUMN user_id');
    await db.query('ALTER TABLE notices ALTER COLUMN project_id SET NOT NULL, ALTER COLUMN seq SET NOT NULL');
  }
}
