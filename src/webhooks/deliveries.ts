/** What was sent to webhooks, with the newest try of each event. */
import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { ProjectEvent } from '../contract/realtime.js';
import type { WebhookDelivery } from '../contract/webhooks.js';
import { cursorAfter, exactTime, momentOf } from '../http/cursor.js';
import type { Pair } from './positions.js';
import type { Sent } from './send.js';

const PAGE = 50;

/** The same for every try of an event, on whichever process, so that receivers see what they have had already. A UUID (version 8). */
export function deliveryIdOf({ webhookId, projectId }: Pair, seq: number): string {
  const hex = createHash('sha256').update(`${webhookId}:${projectId}:${seq}`).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
}

const NOTE = `
  INSERT INTO webhook_deliveries AS d (id, webhook_id, project_id, seq, type, attempts, attempted_at, delivered_at, status, error)
  SELECT $1, w.id, p.id, $4, $5, 1, clock_timestamp(), CASE WHEN $7::text IS NULL THEN clock_timestamp() END, $6, $7
  FROM webhooks w, projects p WHERE w.id = $2 AND p.id = $3
  ON CONFLICT (webhook_id, project_id, seq) DO UPDATE SET attempts = d.attempts + 1, attempted_at = excluded.attempted_at,
    delivered_at = coalesce(excluded.delivered_at, d.delivered_at), status = excluded.status, error = excluded.error`;

/** Notes a try. Webhook and project may be gone by now: then there is nothing to note. */
export async function noteTry(
  db: DataSource,
  pair: Pair,
  { seq, type }: ProjectEvent,
  { status, error }: Sent,
): Promise<void> {
  const id = deliveryIdOf(pair, seq);
  await db.query(NOTE, [id, pair.webhookId, pair.projectId, seq, type, status, error]);
}

interface DeliveryRow extends Omit<WebhookDelivery, 'lastAttemptAt' | 'deliveredAt'> {
  attempted_at: Date;
  delivered_at: Date | null;
  at: string;
}

const LIST = `
  SELECT id, project_id AS "projectId", seq, type, attempts, attempted_at, delivered_at, status, error,
    ${exactTime('attempted_at')} AS at
  FROM webhook_deliveries
  WHERE webhook_id = $1 AND ($2::timestamptz IS NULL OR (attempted_at, id) < ($2::timestamptz, $3::uuid))
  ORDER BY attempted_at DESC, id DESC LIMIT ${PAGE + 1}`;

/** Those tried last come first. `cursor`: as given by the page before. Throws 422 for one that was not. */
export async function deliveriesOf(
  db: EntityManager,
  webhookId: string,
  cursor: string | undefined,
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  const [at, id] = momentOf(cursor);
  const rows = await db.query<DeliveryRow[]>(LIST, [webhookId, at ?? null, id ?? null]);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return { items: page.map(view), nextCursor: rows.length > PAGE && last ? cursorAfter(last.at, last.id) : null };
}

const view = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  projectId: row.projectId,
  seq: row.seq,
  type: row.type,
  attempts: row.attempts,
  lastAttemptAt: row.attempted_at.toISOString(),
  deliveredAt: row.delivered_at?.toISOString() ?? null,
  status: row.status,
  error: row.error,
});
