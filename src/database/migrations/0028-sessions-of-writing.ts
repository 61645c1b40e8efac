import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who saved a version, what people call it, what of it is locked, and which newer draft is offered beside one that was edited. */
export class SessionsOfWriting1700000000028 implements MigrationInterface {
  name = 'SessionsOfWriting1700000000028';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE content_versions
      ADD COLUMN saved_by text,
      ADD COLUMN name text,
      ADD COLUMN locked jsonb NOT NULL DEFAULT '[]',
      ADD COLUMN offers integer`);
    await db.query('ALTER TABLE tasks ADD COLUMN keeps_edited boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tasks DROP COLUMN keeps_edited');
    await db.query(
      'ALTER TABLE content_versions DROP COLUMN saved_by, DROP COLUMN name, DROP COLUMN locked, DROP COLUMN offers',
    );
  }
}
