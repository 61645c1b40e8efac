/** Mails that are owed: each is claimed by one worker, and noted when the mail server has taken it. */
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { MailLanguage } from '../contract/draft-mails.js';

const AWAY = `interval '1 hour'`;
/** Others of the same talk are waited for, for as long, so that one mail tells of all. */
const TOGETHER = `interval '15 minutes'`;
/** Between two mails to one person: what becomes ready meanwhile is told of in the second one. */
const APART = `interval '15 minutes'`;
/** What could not be sent for so long is no news any more. */
const STALE = `interval '3 days'`;
/** Longer than a mail server may take: a worker that claimed a mail is gone after this time. */
const LEASE_SECONDS = 120;
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 4 * 3_600;

/** The person's row is locked: so only one worker makes up their mail. Nothing goes to an address that may be somebody else's. */
const PICK = `
  SELECT c.user_id AS "userId", d.mail_id AS "mailId"
  FROM draft_mails d JOIN mail_choices c USING (user_id) JOIN notices n ON n.id = d.notice_id
  WHERE d.sent_at IS NULL AND d.due_at <= now() AND has_proved_address(c.user_id) AND (d.mail_id IS NOT NULL OR (
    c.seen_at < least(n.at, now() - ${AWAY})
    AND (c.mailed_at IS NULL OR c.mailed_at < now() - CASE c.drafts WHEN 'each' THEN ${APART} ELSE interval '1 day' END)
    AND (n.at < now() - ${TOGETHER} OR NOT EXISTS (
      SELECT FROM tasks t WHERE t.project_id = n.project_id AND t.step = 'draft' AND t.status IN ('queued', 'running')))))
  ORDER BY d.due_at LIMIT 1 FOR UPDATE OF c SKIP LOCKED`;

/** Of somebody who has been there since, who may no longer see the project, or who has read the notice; and what is no news any more. */
const DROP = `
  DELETE FROM draft_mails d USING notices n, mail_choices c
  WHERE d.sent_at IS NULL AND d.due_at <= now() AND n.id = d.notice_id AND c.user_id = d.user_id AND (
    c.seen_at >= n.at OR n.at < now() - ${STALE}
    OR NOT EXISTS (SELECT FROM members m WHERE m.project_id = n.project_id AND m.user_id = d.user_id)
    OR EXISTS (SELECT FROM notice_states s WHERE s.notice_id = n.id AND s.user_id = d.user_id AND s.seen))`;

const CLAIM = `
  UPDATE draft_mails SET mail_id = $3, attempts = attempts + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS})
  WHERE user_id = $1 AND mail_id IS NOT DISTINCT FROM $2 AND sent_at IS NULL AND due_at <= now()`;

/** Membership may have ended since others of the round were mailed. */
const DRAFTS = `
  SELECT n.project_id AS "projectId", p.title, d.type, n.title AS notice, d.attempts
  FROM draft_mails d JOIN notices n ON n.id = d.notice_id JOIN projects p ON p.id = n.project_id
    JOIN members m ON m.project_id = p.id AND m.user_id = d.user_id
  WHERE d.mail_id = $1 AND d.sent_at IS NULL ORDER BY lower(p.title), p.id, n.at`;

const READER = `
  SELECT u.name, u.email, c.language FROM auth."user" u JOIN mail_choices c ON c.user_id = u.id::text WHERE u.id = $1`;

export interface ReadyDraft {
  projectId: string;
  title: string;
  type: string;
  /** Of the notice, such as `Blog post ready`. */
  notice: string;
}

export interface OwedMail {
  mailId: string;
  userId: string;
  name: string;
  email: string;
  language: MailLanguage;
  /** By title; never empty. */
  drafts: ReadyDraft[];
  /** This one counts. */
  attempts: number;
}

/** Forgets what nobody needs to be told of any more. */
export const dropNotOwed = (db: DataSource): Promise<unknown> => db.query(DROP);

/** Takes the next mail that is due. `'none'`: there is nothing to do for now; null: another worker has taken it. */
export const claimMail = (db: DataSource): Promise<OwedMail | null | 'none'> =>
  db.transaction(async (tx) => {
    const [picked] = await tx.query<{ userId: string; mailId: string | null }[]>(PICK);
    if (!picked) return 'none';
    const { userId } = picked;
    const mailId = picked.mailId ?? randomUUID();
    await tx.query(CLAIM, [userId, picked.mailId, mailId]);
    const owed = await read(tx, userId, mailId);
    if (owed && picked.mailId === null)
      await tx.query('UPDATE mail_choices SET mailed_at = now() WHERE user_id = $1', [userId]);
    return owed;
  });

async function read(tx: EntityManager, userId: string, mailId: string): Promise<OwedMail | null> {
  const drafts = await tx.query<(ReadyDraft & { attempts: number })[]>(DRAFTS, [mailId]);
  const [reader] = await tx.query<Pick<OwedMail, 'name' | 'email' | 'language'>[]>(READER, [userId]);
  const [first] = drafts;
  return reader && first ? { mailId, userId, ...reader, drafts, attempts: first.attempts } : null;
}

/** The mail server has taken it. */
export async function noteSent(db: DataSource, mailId: string): Promise<void> {
  await db.query('UPDATE draft_mails SET sent_at = now() WHERE mail_id = $1', [mailId]);
}

/** It is tried again, after a pause that doubles. Returns its length in seconds. */
export async function putOff(db: DataSource, { mailId, attempts }: OwedMail): Promise<number> {
  const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(attempts - 1, 20));
  await db.query('UPDATE draft_mails SET due_at = now() + make_interval(secs => $2) WHERE mail_id = $1', [
    mailId,
    pause,
  ]);
  return pause;
}

/** Nobody can be told at this address. */
export async function giveUp(db: DataSource, mailId: string): Promise<void> {
  await db.query('DELETE FROM draft_mails WHERE mail_id = $1 AND sent_at IS NULL', [mailId]);
}
