import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a storage must remember of an unfinished upload is one value of its own, whatever the storage is. So far only buckets
 * had something to remember; uploads to a folder have none. The columns that it takes the place of stay: processes of the version
 * before may still run while this one comes up.
 */
export class DriverState1700000000013 implements MigrationInterface {
  name = 'DriverState1700000000013';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE uploads ADD COLUMN driver_state jsonb');
    await db.query(`UPDATE uploads SET driver_state = jsonb_build_object(
        'multipartId', multipart_id, 'partBytes', part_bytes, 'storedBytes', stored_bytes,
        'tails', 'projects/' || project_id || '/sources/' || id || '/tail/')
      WHERE multipart_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE uploads SET multipart_id = driver_state->>'multipartId',
        part_bytes = (driver_state->>'partBytes')::int, stored_bytes = (driver_state->>'storedBytes')::bigint
      WHERE driver_state ? 'multipartId'`);
    await db.query('ALTER TABLE uploads DROP COLUMN driver_state');
  }
}
