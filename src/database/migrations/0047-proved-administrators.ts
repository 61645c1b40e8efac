import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is named in the settings administers when the address was proved. The function of before stays for processes of before. */
export class ProvedAdministrators1700000000047 implements MigrationInterface {
  name = 'ProvedAdministrators1700000000047';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE FUNCTION administrators(named text[], unproved_too boolean)
      RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
      BEGIN
        IF to_regclass('auth."user"') IS NOT NULL THEN
          RETURN QUERY SELECT id::text FROM auth."user"
            WHERE administrator OR (lower(email) = ANY (named) AND (unproved_too OR "emailVerified"));
        END IF;
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION administrators(text[], boolean)');
  }
}
