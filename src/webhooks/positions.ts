/**
 * How far in a project's log a webhook is. A position moves on only when its event was taken, so whatever dies on the way, nothing is
 * left out; at most it is sent twice. `due_at` is when the next event may be tried; while one is being sent it is a lease.
 */
import type { DataSource } from 'typeorm';
import type { ProjectEvent } from '../contract/realtime.js';
import type { Seal } from '../settings/seal.js';
import { opened } from './secrets.js';

/** Longer than one try may take, so that two never send for the same position. */
const LEASE_SECONDS = 20;

/**
 * A webhook is for its person's projects, as long as they may change these, or for one of them; of one in the bin it is told that it is there.
 * An installation's is for all there are, as long as its person administers it: `$4` are those whom the settings name, also by addresses
 * that nobody has proved where `$5` says so.
 */
const SUBSCRIBED = `
  FROM (
    SELECT w.*, m.project_id AS of_project, m.joined_at FROM webhooks w
    JOIN (
      SELECT project_id, user_id, role, joined_at FROM members
      UNION ALL SELECT project_id, user_id, role, NULL FROM binned_members) m
      ON m.user_id = w.user_id AND m.role IN ('owner', 'editor') AND m.project_id = coalesce(w.project_id, m.project_id)
    WHERE NOT w.installation
    UNION ALL
    SELECT w.*, p.id, NULL FROM webhooks w CROSS JOIN projects p
    WHERE w.installation AND w.user_id IN (SELECT administrators($4, $5))) w
  JOIN projects p ON p.id = w.of_project`;

/** So many of its positions are sent for at once, by one process, however slow its receiver is. */
const OF_ONE_WEBHOOK = 16;
/** The same for all webhooks of a person together. */
const OF_ONE_PERSON = 24;

/**
 * Those of people for whom the fewest are under way come first; `$6` and `$7` are the webhooks and the people of those that are. Where a
 * webhook was made, its positions were, too. Of who came to a project later, the webhook begins with what happened since then.
 */
const CLAIM = `
  WITH behind AS (
    SELECT w.id AS webhook_id, w.user_id, p.id AS project_id, s.seq, s.due_at, greatest(w.joined_at, w.created_at) AS since,
      cardinality(array_positions($6::uuid[], w.id)) + row_number() OVER (PARTITION BY w.id ORDER BY s.due_at NULLS FIRST) AS of_webhook
    ${SUBSCRIBED}
    LEFT JOIN webhook_positions s ON s.webhook_id = w.id AND s.project_id = p.id
    WHERE w.paused_at IS NULL AND w.sealed_by = $3 AND p.last_seq > coalesce(s.seq, 0) AND coalesce(s.due_at, '-infinity') <= now()
      AND ($1::uuid[] IS NULL OR p.id = ANY ($1))),
  shared AS (
    SELECT *, cardinality(array_positions($7::text[], user_id))
      + row_number() OVER (PARTITION BY user_id ORDER BY of_webhook, due_at NULLS FIRST) AS of_person
    FROM behind WHERE of_webhook <= ${OF_ONE_WEBHOOK}),
  due AS (
    SELECT * FROM shared WHERE of_person <= ${OF_ONE_PERSON} ORDER BY of_person, due_at NULLS FIRST LIMIT $2),
  claimed AS (
    INSERT INTO webhook_positions AS s (webhook_id, project_id, seq, due_at)
    SELECT webhook_id, project_id, coalesce(seq, (
        SELECT max(e.seq) FROM events e WHERE e.project_id = due.project_id AND e.at < date_trunc('milliseconds', since)), 0),
      now() + make_interval(secs => ${LEASE_SECONDS}) FROM due
    ON CONFLICT (webhook_id, project_id) DO UPDATE SET due_at = excluded.due_at WHERE s.due_at <= now()
    RETURNING webhook_id, project_id)
  SELECT webhook_id AS "webhookId", project_id AS "projectId", user_id AS "userId", more
  FROM (SELECT (SELECT count(*) FROM behind) > (SELECT count(*) FROM due) AS more) AS left_over
  LEFT JOIN (due JOIN claimed USING (webhook_id, project_id)) ON true`;

const NEXT = `
  SELECT w.url, w.installation, w.project_id AS "onlyProjectId", w.sealed, coalesce(w.former_until > now(), false) AS "formerToo",
    s.seq AS position, p.last_seq AS "lastSeq", s.failures, e.seq, e.type, e.at, e.payload,
    extract(epoch FROM now() - s.failing_since)::float8 * 1000 AS "failingMs"
  ${SUBSCRIBED}
  JOIN webhook_positions s ON s.webhook_id = w.id AND s.project_id = p.id
  LEFT JOIN LATERAL (
    SELECT * FROM events e WHERE e.project_id = p.id AND e.seq > s.seq
      AND (w.event_types = '{}' OR e.type = ANY (w.event_types))
    ORDER BY e.seq LIMIT 1) e ON true
  WHERE w.id = $1 AND p.id = $2 AND w.paused_at IS NULL AND w.sealed_by = $3`;

/** Nothing else writes a position that is claimed, but somebody who has it sent again. */
const MOVE = `
  WITH moved AS (
    UPDATE webhook_positions SET seq = $4, failures = 0, failing_since = NULL,
      due_at = CASE WHEN $5 THEN now() + make_interval(secs => ${LEASE_SECONDS}) ELSE now() END
    WHERE webhook_id = $1 AND project_id = $2 AND seq = $3 RETURNING seq)
  SELECT seq FROM moved`;

const PUT_OFF = `
  UPDATE webhook_positions SET failures = failures + 1, failing_since = coalesce(failing_since, now()),
    due_at = now() + make_interval(secs => $4)
  WHERE webhook_id = $1 AND project_id = $2 AND seq = $3`;

export interface Pair {
  webhookId: string;
  projectId: string;
}

/** Those whom the settings name. */
export interface Administrators {
  /** E-mail addresses in small letters. */
  named: readonly string[];
  /** See `Accounts.isAdministrator`. */
  unprovedToo: boolean;
}

/** With whose webhook it is. */
export interface Claimed extends Pair {
  userId: string;
}

interface Claims {
  claimed: Claimed[];
  /** Whether others are due, too, for which there is no place now. */
  more: boolean;
}

export interface Next {
  url: string;
  installation: boolean;
  /** Null where it is for several. */
  onlyProjectId: string | null;
  /** Each signs: the one before, too, as long as receivers may still know only that. */
  secrets: string[];
  position: number;
  lastSeq: number;
  /** How often the next event has failed already, and since when in ms. */
  failures: number;
  failingMs: number | null;
  event: ProjectEvent | null;
}

type NextRow = Omit<Next, 'event' | 'secrets'> & {
  sealed: Buffer;
  formerToo: boolean;
  seq: number | null;
  type: ProjectEvent['type'];
  at: Date;
  payload: Omit<ProjectEvent, 'projectId' | 'seq' | 'type' | 'at'>;
};

export class Positions {
  constructor(
    private readonly db: DataSource,
    private readonly seal: Seal,
    private readonly administrators: Administrators,
  ) {}

  /**
   * Positions that are behind and due, at most `most`, for this process alone: of each webhook and of each person no more than their share,
   * together with those that are `underWay` here. `projectIds`: null for all.
   */
  async claim(projectIds: readonly string[] | null, most: number, underWay: readonly Claimed[]): Promise<Claims> {
    const { named, unprovedToo } = this.administrators;
    const rows = await this.db.query<((Claimed | { webhookId: null }) & { more: boolean })[]>(CLAIM, [
      projectIds,
      most,
      this.seal.mark,
      named,
      unprovedToo,
      underWay.map(({ webhookId }) => webhookId),
      underWay.map(({ userId }) => userId),
    ]);
    return { claimed: rows.filter((row) => row.webhookId !== null), more: rows.some(({ more }) => more) };
  }

  /** What is to be sent next; null where nothing may be, any more. */
  async next({ webhookId, projectId }: Pair): Promise<Next | null> {
    const { named, unprovedToo } = this.administrators;
    const values = [webhookId, projectId, this.seal.mark, named, unprovedToo];
    const [row] = await this.db.query<NextRow[]>(NEXT, values);
    if (!row) return null;
    const { seq, type, at, payload, sealed, formerToo, ...rest } = row;
    const { secret, former } = opened(this.seal, webhookId, sealed);
    const secrets = formerToo && former !== null ? [secret, former] : [secret];
    return {
      ...rest,
      secrets,
      event: seq === null ? null : { projectId, seq, type, at: at.toISOString(), ...payload },
    };
  }

  /** False when it was moved by somebody else. `stays`: whether the lease is kept for the next event. */
  async move({ webhookId, projectId }: Pair, from: number, to: number, stays: boolean): Promise<boolean> {
    return (await this.db.query<unknown[]>(MOVE, [webhookId, projectId, from, to, stays])).length > 0;
  }

  async putOff({ webhookId, projectId }: Pair, position: number, seconds: number): Promise<void> {
    await this.db.query(PUT_OFF, [webhookId, projectId, position, seconds]);
  }
}
