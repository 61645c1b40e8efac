/** What a project's calls to vendors have used and cost. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { contentTypes } from '../content/content-types.js';
import { ownTypesOfProject } from '../content/own/stored.js';
import { TOLD } from '../content/picture-notes.js';
import { voiceOf } from '../content/voice/stored.js';
import { MOST_TOLD, toldOf } from '../content/voice/told.js';
import type { CallTotals, Estimate, Usage, VendorCall } from '../contract/usage.js';
import { ModelsInUse } from '../models/models-in-use.js';
import { SETTINGS } from '../settings/env.js';
import { likelyTokens } from '../outside/language-model/tokens.js';
import type { Settings } from '../settings/env.js';
import { requireRole } from '../members/access.js';
import { ordinalOf } from '../http/cursor.js';
import type { Models } from './cost.js';
import type { Prospect } from './estimate.js';
import { estimateOf } from './estimate.js';
import { draftKey } from '../steps/lookup.js';
import { IS_LIVE } from './spend.js';

const PAGE = 50;

@Injectable()
export class UsageReader {
  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly models: ModelsInUse,
  ) {}

  /**
   * `cursor`: the `nextCursor` of the page before. Throws the problem 404 for people who may not see the project, 422 for a
   * cursor that no page gave.
   */
  async read(userId: string, projectId: string, cursor: string | undefined): Promise<Usage> {
    await requireRole(this.db.manager, projectId, userId, 'viewer');
    const rows: CallRow[] = await this.db.query(CALLS, [projectId, ordinalOf(cursor), PAGE + 1]);
    const totals: TotalsRow[] = await this.db.query(TOTALS, [projectId]);
    const priced = totals.filter(({ costUsd }) => costUsd !== null);
    return {
      currency: 'USD',
      budgetUsd: this.settings.projectBudgetUsd,
      spentUsd: priced.length === 0 ? null : sum(priced.map(({ costUsd }) => Number(costUsd))),
      reservedUsd: sum(totals.map(({ reservedUsd }) => Number(reservedUsd))),
      totals: totals.map(toTotals),
      estimate: await this.estimate(userId, projectId),
      items: rows.slice(0, PAGE).map(toCall),
      nextCursor: rows.length > PAGE ? (rows[PAGE - 1]?.ordinal ?? null) : null,
    };
  }

  private async estimate(userId: string, projectId: string): Promise<Estimate> {
    const { prices } = this.settings;
    const { writer, seer, embedder, recogniser } = await this.models.now();
    const [row]: ProspectRow[] = await this.db.query(PROSPECT, [
      projectId,
      writer?.model ?? '',
      SAMPLE_CHARS,
      ENOUGH_DRAFTS,
      TOLD,
    ]);
    const asked = new Set(row?.known);
    const ownTypes = await ownTypesOfProject(this.db.manager, projectId);
    const notAsked = [...Object.keys(contentTypes), ...ownTypes.map(({ id }) => id)].filter((type) => !asked.has(type));
    const prospect: Prospect = {
      durationMs: row?.durationMs ?? null,
      talkChars: row?.talkChars ?? null,
      talkTokens: tokensOf(row),
      chapters: row?.chapters ?? null,
      distinctScreenshots: row?.distinctScreenshots ?? 0,
      onPictures: onPicturesIn(row),
      pictureless: row?.pictureless ?? false,
      corrected: row?.corrected ?? USUALLY_CORRECTED,
      captioned: row?.captioned ?? false,
      underWay: row?.underWay ?? [],
      ownTypes,
      notAsked,
      told: await this.told([
        ...(row?.requested ?? []),
        ...notAsked.map((type) => ({ key: draftKey(type), by: userId })),
      ]),
    };
    const models: Models = {
      writer: writer?.model ?? null,
      seer: seer?.model ?? null,
      embedder: embedder?.model ?? null,
      transcriber: recogniser?.pricedModel ?? null,
    };
    return estimateOf(prospect, models, prices);
  }

  /** What the drafts that people ask for are told of their voices, by the key of each. */
  private async told(drafts: Requested[]): Promise<Prospect['told']> {
    const tokens = new Map<string, number>();
    for (const by of new Set(drafts.map((draft) => draft.by))) {
      const told = toldOf(await voiceOf(this.db.manager, by), BUDGET_OF_A_VOICE);
      tokens.set(by, likelyTokens(told));
    }
    return Object.fromEntries(drafts.map(({ key, by }) => [key, tokens.get(by) ?? 0]));
  }
}

/** The usual prompt has room for all that is told of a voice. */
const BUDGET_OF_A_VOICE = MOST_TOLD * 10;
/** Of a transcript so much is looked at, from all over it, to learn how many characters a token has. */
const SAMPLE_CHARS = 6_000;
/** Before a model has written so many drafts here. */
const USUALLY_CORRECTED = 0.1;
const ENOUGH_DRAFTS = 20;

const tokensOf = (row: ProspectRow | undefined): number | null =>
  !row?.talkChars || !row.sample ? null : (likelyTokens(row.sample) * row.talkChars) / row.sample.length;

/** Words on slides are in the language that is spoken, mostly; code has more signs. */
function onPicturesIn(row: ProspectRow | undefined): Prospect['onPictures'] {
  if (!row?.pictures) return null;
  const tokens = tokensOf(row);
  const each = row.talkChars && tokens ? row.talkChars / tokens : CHARS_PER_TOKEN;
  const { titles, lists, code } = row.pictures;
  return { titles: titles / each, lists: lists / each, code: code / CHARS_PER_TOKEN_OF_CODE };
}

const CHARS_PER_TOKEN = 4.5;
const CHARS_PER_TOKEN_OF_CODE = 3;

/** The key of a draft's task, and who asks for it. */
interface Requested {
  key: string;
  by: string;
}

interface ProspectRow {
  durationMs: number | null;
  talkChars: number | null;
  /** Some of what was said. */
  sample: string | null;
  chapters: number | null;
  distinctScreenshots: number;
  /** In characters. */
  pictures: { titles: number; lists: number; code: number } | null;
  pictureless: boolean;
  /** Of the drafts that the model wrote lately, the share that was asked for twice; null before there are enough. */
  corrected: number | null;
  captioned: boolean;
  underWay: string[];
  /** Those of them that somebody asked for. */
  requested: Requested[] | null;
  /** Content types that have a draft, or a task that waits or runs. */
  known: string[];
}

const PROSPECT = `
  SELECT (s.media ->> 'durationMs')::int AS "durationMs", said.chars AS "talkChars", said.sample,
    (SELECT jsonb_array_length(c.items) FROM chapters c WHERE c.project_id = p.id) AS chapters,
    (SELECT count(*)::int FROM screenshots c WHERE c.project_id = p.id AND c.distinct) AS "distinctScreenshots",
    (SELECT json_build_object('titles', coalesce(sum(length(c.title)), 0), 'code', coalesce(sum(length(c.code)), 0),
        'lists', sum(least(length(replace(c.text, coalesce(c.code, ''), '')), $5) + coalesce(length(c.title), 0)))
      FROM pictures c WHERE c.project_id = p.id HAVING count(*) > 0) AS pictures,
    s.media IS NOT NULL AND s.media ->> 'video' IS NULL AS pictureless,
    (SELECT count(*) FILTER (WHERE part = 'correction')::float / count(*) FILTER (WHERE part = 'text') FROM (
      SELECT step, part, model, outcome FROM vendor_calls ORDER BY ordinal DESC LIMIT 2000) AS lately
      WHERE step = 'draft' AND model = $2 AND outcome = 'answered'
      HAVING count(*) FILTER (WHERE part = 'text') >= $4) AS corrected,
    EXISTS (SELECT FROM captions c WHERE c.project_id = p.id)
      OR coalesce(jsonb_array_length(s.media -> 'captions') > 0, false) AS captioned,
    ARRAY (SELECT key FROM tasks t WHERE t.project_id = p.id AND t.status IN ('queued', 'running')) AS "underWay",
    (SELECT json_agg(json_build_object('key', t.key, 'by', t.requested_by)) FROM tasks t
      WHERE t.project_id = p.id AND t.status IN ('queued', 'running') AND t.requested_by IS NOT NULL) AS requested,
    ARRAY (SELECT type FROM content_versions c WHERE c.project_id = p.id
      UNION SELECT substr(key, 7) FROM tasks t
        WHERE t.project_id = p.id AND t.status IN ('queued', 'running') AND key LIKE 'draft:%') AS known
  FROM projects p LEFT JOIN sources s ON s.project_id = p.id
  LEFT JOIN LATERAL (
    SELECT sum(length(text) + 1)::int AS chars,
      string_agg(text, ' ' ORDER BY at) FILTER (WHERE floor(before * share) < floor((before + length(text) + 1) * share)) AS sample
    FROM (
      SELECT text, at, sum(length(text) + 1) OVER (ORDER BY at) - length(text) - 1 AS before,
        least(1, $3 / 60.0 / greatest(1, sum(length(text) + 1) OVER ())) AS share
      FROM transcripts t, jsonb_array_elements(t.segments) WITH ORDINALITY AS each(segment, at), LATERAL (
        SELECT segment ->> 'text' AS text) AS words
      WHERE t.project_id = p.id) AS spoken) AS said ON true
  WHERE p.id = $1`;

const sum = (values: number[]): number => values.reduce((all, one) => all + one, 0);

interface CallRow extends Omit<VendorCall, 'startedAt' | 'answeredAt' | 'reservedUsd' | 'costUsd'> {
  ordinal: string;
  startedAt: Date;
  answeredAt: Date | null;
  reservedUsd: string | null;
  costUsd: string | null;
}

const CALLS = `
  SELECT ordinal, id, task_id AS "taskId", attempt, step, part, kind, model, started_at AS "startedAt",
    answered_at AS "answeredAt", tokens_in AS "tokensIn", tokens_out AS "tokensOut", estimated, audio_ms AS "audioMs",
    reserved_usd AS "reservedUsd", cost_usd AS "costUsd", outcome, status, code
  FROM vendor_calls WHERE project_id = $1 AND ($2::bigint IS NULL OR ordinal < $2) ORDER BY ordinal DESC LIMIT $3`;

const toCall = ({ ordinal: _, startedAt, answeredAt, reservedUsd, costUsd, ...call }: CallRow): VendorCall => ({
  ...call,
  startedAt: startedAt.toISOString(),
  answeredAt: answeredAt?.toISOString() ?? null,
  reservedUsd: reservedUsd === null ? null : Number(reservedUsd),
  costUsd: costUsd === null ? null : Number(costUsd),
});

/** Sums are of type bigint or numeric, which the driver returns as texts. */
interface TotalsRow {
  kind: CallTotals['kind'];
  model: string;
  calls: string;
  answered: string;
  unpriced: string;
  tokensIn: string;
  tokensOut: string;
  audioMs: string;
  costUsd: string | null;
  reservedUsd: string;
}

/** A call whose answer never came, because its worker was killed, counts as spent at its worst case, as in the budget. */
const TOTALS = `
  SELECT kind, model, count(*) AS calls, count(*) FILTER (WHERE outcome = 'answered') AS answered,
    count(*) FILTER (WHERE reserved_usd IS NULL) AS unpriced,
    coalesce(sum(tokens_in), 0) AS "tokensIn", coalesce(sum(tokens_out), 0) AS "tokensOut",
    coalesce(sum(audio_ms) FILTER (WHERE outcome = 'answered'), 0) AS "audioMs",
    sum(coalesce(cost_usd, reserved_usd)) FILTER (WHERE NOT live) AS "costUsd",
    coalesce(sum(reserved_usd) FILTER (WHERE live), 0) AS "reservedUsd"
  FROM (SELECT c.*, ${IS_LIVE} AS live FROM vendor_calls c WHERE c.project_id = $1) AS calls
  GROUP BY kind, model ORDER BY kind, model`;

const toTotals = ({ kind, model, costUsd, ...row }: TotalsRow): CallTotals => ({
  kind,
  model,
  costUsd: costUsd === null ? null : Number(costUsd),
  calls: Number(row.calls),
  answered: Number(row.answered),
  unpriced: Number(row.unpriced),
  tokensIn: Number(row.tokensIn),
  tokensOut: Number(row.tokensOut),
  audioMs: Number(row.audioMs),
});
