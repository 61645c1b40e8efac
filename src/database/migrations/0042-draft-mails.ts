import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mails about drafts: who wants them, when they were last in front of the page, and a row for each draft that somebody is to hear of.
 * Drafts that are told of in one mail have its id.
 */
export class DraftMails1700000000042 implements MigrationInterface {
  name = 'DraftMails1700000000042';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE mail_choices (
      user_id text PRIMARY KEY,
      drafts text NOT NULL CHECK (drafts IN ('each', 'daily')),
      language text NOT NULL,
      seen_at timestamptz NOT NULL DEFAULT now(),
      mailed_at timestamptz
    )`);
    await db.query(`CREATE TABLE draft_mails (
      notice_id uuid NOT NULL REFERENCES notices ON DELETE CASCADE,
      user_id text NOT NULL,
      type text NOT NULL,
      mail_id uuid,
      attempts int NOT NULL DEFAULT 0,
      due_at timestamptz NOT NULL DEFAULT now(),
      sent_at timestamptz,
      PRIMARY KEY (notice_id, user_id)
    )`);
    await db.query('CREATE INDEX draft_mails_owed ON draft_mails (user_id) WHERE sent_at IS NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE draft_mails');
    await db.query('DROP TABLE mail_choices');
  }
}
