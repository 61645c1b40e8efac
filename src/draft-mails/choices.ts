/** Who wants mails about drafts. Somebody without a row wants none. */
import type { DraftMails, DraftMailsChoice, MailLanguage } from '../contract/draft-mails.js';
import type { DataSource } from 'typeorm';

interface Row {
  drafts: 'each' | 'daily';
  language: MailLanguage;
}

const CHOOSE = `
  INSERT INTO mail_choices (user_id, drafts, language) VALUES ($1, $2, $3)
  ON CONFLICT (user_id) DO UPDATE SET drafts = excluded.drafts, language = excluded.language, seen_at = now()`;

export class DraftMailChoices {
  constructor(private readonly db: Pick<DataSource, 'query'>) {}

  async read(userId: string): Promise<Pick<DraftMails, 'when' | 'language'>> {
    const sql = 'SELECT drafts, language FROM mail_choices WHERE user_id = $1';
    const [row] = await this.db.query<Row[]>(sql, [userId]);
    return row ? { when: row.drafts, language: row.language } : { when: 'off', language: 'en' };
  }

  async choose(userId: string, { when, language }: DraftMailsChoice): Promise<void> {
    if (when === 'off') await this.turnOff(userId);
    else await this.db.query(CHOOSE, [userId, when, language]);
  }

  /** What is owed and not sent yet is not sent any more, but for a mail that is on its way. */
  async turnOff(userId: string): Promise<void> {
    await this.db.query('DELETE FROM mail_choices WHERE user_id = $1', [userId]);
    await this.db.query('DELETE FROM draft_mails WHERE user_id = $1 AND sent_at IS NULL', [userId]);
  }
}
