import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The link of an invitation that goes by mail is another one than that on the page: who comes by it has read the mail. */
export class ProvedAddresses1700000000046 implements MigrationInterface {
  name = 'ProvedAddresses1700000000046';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE invitations ADD COLUMN mailed_token_hash bytea UNIQUE');
    // Accounts have a schema of their own, which a web process makes.
    await db.query(`CREATE FUNCTION has_proved_address(whose text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
      BEGIN
        IF to_regclass('auth."user"') IS NULL THEN
          RETURN false;
        END IF;
        RETURN EXISTS (SELECT FROM auth."user" WHERE id::text = whose AND "emailVerified");
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION has_proved_address');
    await db.query('ALTER TABLE invitations DROP COLUMN mailed_token_hash');
  }
}
