import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is to be seen and read on the distinct screenshots; and that search finds it. Recordings from before have none. */
export class Pictures1700000000017 implements MigrationInterface {
  name = 'Pictures1700000000017';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE pictures (
      project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
      index int NOT NULL,
      kind text NOT NULL,
      text text NOT NULL,
      title text,
      code text,
      alt text NOT NULL,
      PRIMARY KEY (project_id, index)
    )`);
    await db.query('ALTER TABLE screenshots ADD COLUMN since_ms int');
    await db.query('UPDATE screenshots SET since_ms = at_ms');
    await db.query('ALTER TABLE screenshots ALTER COLUMN since_ms SET NOT NULL');
    await kindsOfPassages(db, "'transcript', 'draft', 'document', 'slide'");
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("DELETE FROM passages WHERE kind = 'slide'");
    await kindsOfPassages(db, "'transcript', 'draft', 'document'");
    await db.query("DELETE FROM tasks WHERE step = 'slides'");
    await db.query('ALTER TABLE screenshots DROP COLUMN since_ms');
    await db.query('DROP TABLE pictures');
  }
}

async function kindsOfPassages(db: QueryRunner, kinds: string): Promise<void> {
  await db.query('ALTER TABLE passages DROP CONSTRAINT passages_kind_check');
  await db.query(`ALTER TABLE passages ADD CONSTRAINT passages_kind_check CHECK (kind IN (${kinds}))`);
}
