import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks over everybody's projects, for who runs the installation. */
export class InstallationWebhooks1700000000044 implements MigrationInterface {
  name = 'InstallationWebhooks1700000000044';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE webhooks ADD COLUMN installation boolean NOT NULL DEFAULT false');
    // Accounts have a schema of their own, which a web process makes: nobody runs what has none yet.
    await db.query(`CREATE FUNCTION administrators(named text[]) RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
      BEGIN
        IF to_regclass('auth."user"') IS NOT NULL THEN
          RETURN QUERY SELECT id::text FROM auth."user" WHERE administrator OR lower(email) = ANY (named);
        END IF;
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION administrators');
    await db.query('ALTER TABLE webhooks DROP COLUMN installation');
  }
}
