import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What webhooks sign with is sealed. Web processes seal at their start what lies open from before: migrations know no AUTH_SECRET. */
export class SealedWebhooks1700000000035 implements MigrationInterface {
  name = 'SealedWebhooks1700000000035';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE webhooks
      ALTER COLUMN secret DROP NOT NULL,
      ADD COLUMN sealed bytea,
      ADD COLUMN sealed_by text,
      ADD CHECK ((secret IS NULL) = (sealed IS NOT NULL)),
      ADD CHECK ((sealed IS NULL) = (sealed_by IS NULL))`);
  }

  /** What is sealed cannot be opened here: such webhooks are lost. */
  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM webhooks WHERE secret IS NULL');
    await db.query('ALTER TABLE webhooks DROP COLUMN sealed, DROP COLUMN sealed_by, ALTER COLUMN secret SET NOT NULL');
  }
}
