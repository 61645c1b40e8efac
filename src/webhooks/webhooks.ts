/** Webhooks as their people make, change and see them. */
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { DataSource } from 'typeorm';
import type { EventType } from '../contract/event-types.js';
import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookReplay,
  WebhookWithSecret,
} from '../contract/webhooks.js';
import { problems } from '../http/problem.js';
import { requireRole } from '../members/access.js';
import { isPublicAddress } from '../outside/public-addresses.js';
import { SETTINGS } from '../settings/env.js';
import type { WebSettings } from '../settings/env.js';
import { Seal } from '../settings/seal.js';
import { deliveriesOf } from './deliveries.js';
import { opened, sealAll, sealed } from './secrets.js';

const MOST_EACH = 50;
/** How long what is sent is signed by the former secret, too. */
const FORMER_HOURS = 24;
/** As Standard Webhooks has it: a prefix, and 24 to 64 bytes in Base64. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

interface SealedRow {
  sealed: Buffer;
  sealed_by: string;
}

interface WebhookRow {
  id: string;
  project_id: string | null;
  installation: boolean;
  url: string;
  event_types: EventType[];
  created_at: Date;
  paused_at: Date | null;
  paused_because: string | null;
  sealed_by: string | null;
}

/** Whoever asks. */
export interface Person {
  userId: string;
  /** And may act as one. */
  isAdministrator: boolean;
}

/** An installation's is seen by its person only as long as they administer it. */
const OWN = 'user_id = $1 AND (NOT installation OR $2)';

/** The role alone decides, so who may change a project no longer is sent nothing of it. */
const BEGIN = `
  INSERT INTO webhook_positions (webhook_id, project_id, seq)
  SELECT w.id, p.id, p.last_seq FROM webhooks w
  JOIN members m ON m.user_id = w.user_id AND m.project_id = coalesce(w.project_id, m.project_id)
  JOIN projects p ON p.id = m.project_id WHERE w.id = $1 AND NOT w.installation
  UNION ALL SELECT w.id, p.id, p.last_seq FROM webhooks w, projects p WHERE w.id = $1 AND w.installation`;

/** A changed or continued webhook is tried at once, and has its whole patience again. */
const TRY_NOW = `UPDATE webhook_positions SET failures = 0, failing_since = NULL, due_at = '-infinity' WHERE webhook_id = $1`;

@Injectable()
export class Webhooks implements OnApplicationBootstrap {
  private readonly seal: Seal;

  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: Pick<WebSettings, 'reach' | 'authSecret'>,
  ) {
    this.seal = new Seal(settings.authSecret);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.db.transaction((tx) => sealAll(tx, this.seal));
  }

  /** It begins with what happens from now on; one of the installation is for administrators. Throws 403, 404, 409 `too_many_webhooks`, 422 for an address that is not public. */
  async create({ userId }: Person, wanted: NewWebhook): Promise<WebhookWithSecret> {
    const { url, eventTypes, projectId, installation } = wanted;
    this.requirePublic(url);
    if (projectId !== null) await requireRole(this.db.manager, projectId, userId, 'editor');
    const first = { secret: newSecret(), former: null };
    const id = randomUUID();
    const row = await this.db.transaction(async (tx) => {
      const [made] = await tx.query<WebhookRow[]>(
        `INSERT INTO webhooks (id, user_id, project_id, url, event_types, sealed, sealed_by, installation)
         SELECT $1, $2, $3, $4, $5, $6, $7, $9 WHERE (SELECT count(*) FROM webhooks WHERE user_id = $2) < $8 RETURNING *`,
        [id, userId, projectId, url, eventTypes, sealed(this.seal, id, first), this.seal.mark, MOST_EACH, installation],
      );
      if (made) await tx.query(BEGIN, [id]);
      return made;
    });
    if (!row) throw problems.conflict('too_many_webhooks', `You have ${MOST_EACH} webhooks. Delete one first.`);
    return { ...this.view(row), secret: first.secret };
  }

  /** One's own, oldest first. */
  async list({ userId, isAdministrator }: Person): Promise<Webhook[]> {
    const sql = `SELECT * FROM webhooks WHERE ${OWN} ORDER BY created_at, id`;
    return (await this.db.query<WebhookRow[]>(sql, [userId, isAdministrator])).map((row) => this.view(row));
  }

  /** Throws 404 for one that is not theirs. */
  async read(person: Person, id: string): Promise<Webhook> {
    return this.view(await this.own(person, id));
  }

  /** Throws 404, 422 for an address that is not public. */
  async change(person: Person, id: string, { url, eventTypes, paused }: WebhookChange): Promise<Webhook> {
    if (url !== undefined) this.requirePublic(url);
    await this.own(person, id);
    await this.db.query(
      `UPDATE webhooks SET url = coalesce($2, url), event_types = coalesce($3, event_types),
         paused_at = CASE $4::boolean WHEN true THEN coalesce(paused_at, now()) WHEN false THEN NULL ELSE paused_at END,
         paused_because = CASE WHEN $4 IS NULL THEN paused_because END
       WHERE id = $1`,
      [id, url ?? null, eventTypes ?? null, paused ?? null],
    );
    if (url !== undefined || paused === false) await this.db.query(TRY_NOW, [id]);
    return this.read(person, id);
  }

  /** Throws 404. */
  async remove(person: Person, id: string): Promise<void> {
    await this.own(person, id);
    await this.db.query('DELETE FROM webhooks WHERE id = $1', [id]);
  }

  /** A new secret; for a day what is sent is signed by the former one, too. Throws 404. */
  async rotate(person: Person, id: string): Promise<WebhookWithSecret> {
    await this.own(person, id);
    const secret = newSecret();
    await this.db.transaction(async (tx) => {
      // Two who do so at the same moment, one after the other: the secret that was shown is among those that sign.
      const [row] = await tx.query<SealedRow[]>('SELECT sealed, sealed_by FROM webhooks WHERE id = $1 FOR UPDATE', [
        id,
      ]);
      const former = row?.sealed_by === this.seal.mark ? opened(this.seal, id, row.sealed).secret : null;
      await tx.query(
        `UPDATE webhooks SET sealed = $2, sealed_by = $3, former_until = now() + make_interval(hours => $4) WHERE id = $1`,
        [id, sealed(this.seal, id, { secret, former }), this.seal.mark, FORMER_HOURS],
      );
      await tx.query(TRY_NOW, [id]);
    });
    return { ...(await this.read(person, id)), secret };
  }

  /** Throws 404, 422 for a cursor that no page gave. */
  async deliveries(
    person: Person,
    id: string,
    cursor: string | undefined,
  ): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
    await this.own(person, id);
    return deliveriesOf(this.db.manager, id, cursor);
  }

  /** Sends a project's events again, from there on, and lets a paused one go on. Throws 403, 404. */
  async replay(person: Person, id: string, { projectId, after }: WebhookReplay): Promise<Webhook> {
    const { project_id: only, installation } = await this.own(person, id);
    if (!installation) await requireRole(this.db.manager, projectId, person.userId, 'editor');
    if (only !== null && only !== projectId) throw problems.notFound('This project of the webhook');
    const rewound = await this.db.query<unknown[]>(
      `INSERT INTO webhook_positions AS s (webhook_id, project_id, seq) SELECT $1, id, least($3, last_seq) FROM projects WHERE id = $2
       ON CONFLICT (webhook_id, project_id) DO UPDATE SET seq = least(s.seq, excluded.seq), failures = 0, failing_since = NULL,
         due_at = '-infinity' RETURNING seq`,
      [id, projectId, after],
    );
    if (rewound.length === 0) throw problems.notFound('This project');
    return this.change(person, id, { paused: false });
  }

  private async own({ userId, isAdministrator }: Person, id: string): Promise<WebhookRow> {
    const sql = `SELECT * FROM webhooks WHERE id = $3 AND ${OWN}`;
    const [row] = await this.db.query<WebhookRow[]>(sql, [userId, isAdministrator, id]);
    if (!row) throw problems.notFound('This webhook');
    return row;
  }

  /** What is written as an address is refused at once. A name may mean something else when it is sent to: then it is looked at. */
  private requirePublic(url: string): void {
    if (this.settings.reach === 'anywhere') return;
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    const isInside = isIP(host) === 0 ? /(^|\.)(localhost|local|internal)$/.test(host) : !isPublicAddress(host);
    if (!isInside) return;
    const message = 'Give an address of the public internet, or ask who runs this Devreel to allow others';
    throw problems.invalidRequest([{ path: 'url', message }]);
  }

  private view(row: WebhookRow): Webhook {
    return {
      id: row.id,
      url: row.url,
      eventTypes: row.event_types,
      projectId: row.project_id,
      installation: row.installation,
      createdAt: row.created_at.toISOString(),
      pausedAt: row.paused_at?.toISOString() ?? null,
      pausedBecause: row.paused_because,
      secretIsLost: row.sealed_by !== this.seal.mark,
    };
  }
}
