import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who speaks: ids in the segments, and beside them the names that belong to these ids. Transcripts in which names stand in the
 * segments get an id for each. Renaming changes no segment, so it has a time of its own.
 */
export class Speakers1700000000015 implements MigrationInterface {
  name = 'Speakers1700000000015';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE transcripts
      ADD COLUMN speakers jsonb NOT NULL DEFAULT '[]', ADD COLUMN speakers_changed_at timestamptz`);
    await db.query(`UPDATE transcripts SET speakers = found.speakers
      FROM (
        SELECT project_id, jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'label', label, 'name', label)) AS speakers
        FROM (
          SELECT DISTINCT project_id, left(segment ->> 'speaker', 100) AS label
          FROM transcripts, jsonb_array_elements(segments) AS segment WHERE segment ->> 'speaker' <> ''
        ) AS labels GROUP BY project_id
      ) AS found WHERE found.project_id = transcripts.project_id`);
    await db.query(`UPDATE transcripts SET segments = (
        SELECT jsonb_agg(segment - 'speaker' || coalesce(
          (SELECT jsonb_build_object('speaker', speaker ->> 'id') FROM jsonb_array_elements(speakers) AS speaker
            WHERE speaker ->> 'label' = left(segment ->> 'speaker', 100)), '{}') ORDER BY place)
        FROM jsonb_array_elements(segments) WITH ORDINALITY AS one (segment, place))
      WHERE speakers <> '[]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE transcripts DROP COLUMN speakers, DROP COLUMN speakers_changed_at');
  }
}
