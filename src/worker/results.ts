/** Where each step's result is kept. Written in the transaction that ends the task, so that a fenced one writes nothing. */
import type { ProjectTx } from '../events/project-tx.js';
import type { Step } from '../contract/task.js';
import { count } from '../contract/counts-and-times.js';
import { addVersion, currentVersions, indexVersion, markStale } from '../content/versions.js';
import { ChaptersRow, ScreenshotRow, TranscriptRow } from '../database/entities/content.entity.js';
import { DocumentRow } from '../database/entities/document.entity.js';
import { SourceRow } from '../database/entities/project.entity.js';
import { TaskRow } from '../database/entities/task.entity.js';
import { indexDocument, indexTranscript, THE_TRANSCRIPT } from '../search/passages.js';
import { storeVectors } from '../search/stored-vectors.js';
import { storeChapters, storeTranscript } from '../transcript/stored.js';
import { timestamp } from '../transcript/chapters.js';
import type { Span } from '../transcript/speech.js';
import { documentOf, needsOf } from '../steps/pipeline.js';
import { markDerivedStale } from '../tasks/stale.js';
import type { Results, Vectors } from '../steps/step.js';
import { toTask } from '../tasks/task-view.js';
import { newestTasks } from '../tasks/tasks.js';

type Stores = { [S in Step]: (tx: ProjectTx, task: TaskRow, result: Results[S]) => Promise<void> };

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const ROWS_PER_INSERT = 1_000;

const stores: Stores = {
  async probe(tx, _task, media) {
    await tx.db.update(SourceRow, { projectId: tx.projectId }, { media });
    tx.append('project.updated');
  },
  async transcribe(tx, _task, transcript) {
    await markDerivedStale(tx, 'transcribe', await storeTranscript(tx, transcript));
  },
  async screenshots(tx, _task, shots) {
    await tx.db.delete(ScreenshotRow, { projectId: tx.projectId });
    for (let start = 0; start < shots.length; start += ROWS_PER_INSERT) {
      const rows = shots.slice(start, start + ROWS_PER_INSERT);
      await tx.db.insert(
        ScreenshotRow,
        rows.map(({ key, ...shot }) => ({ projectId: tx.projectId, objectKey: key, ...shot })),
      );
    }
  },
  async chapters(tx, task, items) {
    await storeChapters(tx, items);
    await markDerivedStale(tx, 'chapters', { vectorsLost: false });
    if (await changedSince(tx, task)) await tx.db.update(TaskRow, { id: task.id }, { stale: true });
  },
  /** Of what is there now: it may have changed since the step read it. */
  async index(tx, _task, { vectors }) {
    const transcript = await tx.db.findOneBy(TranscriptRow, { projectId: tx.projectId });
    if (transcript) await indexTranscript(tx, transcript);
    for (const version of await currentVersions(tx.db, tx.projectId)) await indexVersion(tx, version);
    if (vectors.made) await storeVectors(tx, THE_TRANSCRIPT, vectors.made);
  },
  async draft(tx, task, draft) {
    const version = await addVersion(tx, task.key.slice('draft:'.length), draft);
    if (await changedSince(tx, task)) await markStale(tx, version);
  },
  async document(tx, task, { passages, vectors }) {
    const id = documentOf(task.key) ?? '';
    await indexDocument(tx, id, passages);
    if (vectors.made) await storeVectors(tx, { kind: 'document', source: id }, vectors.made);
    await tx.db.update(DocumentRow, { id }, { passages: passages.length });
    tx.append('document.indexed', { task: toTask(task) });
  },
};

/** True when something that the task works from was made anew or by hand, or is being made anew, since it began. */
async function changedSince(tx: ProjectTx, task: TaskRow): Promise<boolean> {
  const keys = needsOf(task.key);
  const needs = (await newestTasks(tx.db, tx.projectId)).filter((need) => keys.includes(need.key));
  if (needs.some(({ status, finishedAt }) => status !== 'succeeded' || later(finishedAt, task.startedAt))) return true;
  const { projectId } = tx;
  const transcript = keys.includes('transcribe') && (await tx.db.findOneBy(TranscriptRow, { projectId }));
  const chapters = keys.includes('chapters') && (await tx.db.findOneBy(ChaptersRow, { projectId }));
  return [transcript, chapters].some((row) => row && later(row.changedAt, task.startedAt));
}

const later = (a: Date | null, b: Date | null): boolean => a !== null && b !== null && a > b;

export function storeResult<S extends Step>(tx: ProjectTx, task: TaskRow, step: S, result: Results[S]): Promise<void> {
  return stores[step](tx, task, result);
}

/** One line for people about what a finished step made. */
export function summaryOf<S extends Step>(step: S, result: Results[S]): string {
  const summaries: { [K in Step]: (value: Results[K]) => string } = {
    probe: (media) => (media.video ? `${media.video.width} × ${media.video.height} pixels` : 'Sound only, no video'),
    transcribe: ({ segments, missing }) => lines(segments.length) + gaps(missing),
    screenshots: (shots) => (shots.length === 0 ? 'No video, so no screenshots' : count(shots.length, 'screenshot')),
    chapters: (items) => count(items.length, 'chapter'),
    index: ({ passages, vectors }) => count(passages, 'passage') + byWordsOnly(vectors),
    document: ({ passages, vectors }) => count(passages.length, 'passage') + byWordsOnly(vectors),
    draft: ({ body }) => count(body.split(/\s+/).filter(Boolean).length, 'word'),
  };
  return summaries[step](result);
}

const byWordsOnly = ({ missing }: Vectors): string =>
  missing === null ? '' : `, some of which are found by their words only: ${missing.replace(/\.$/, '')}`;

const lines = (n: number): string => (n === 0 ? 'No speech' : count(n, 'line'));

/** So many are named, the others counted. */
const MOST_GAPS = 5;

function gaps(missing: Span[]): string {
  if (missing.length === 0) return '';
  const named = missing.slice(0, MOST_GAPS).map(({ startMs, endMs }) => `${timestamp(startMs)} to ${timestamp(endMs)}`);
  const more = missing.length - named.length;
  return `; missing are ${named.join(', ')}${more > 0 ? ` and ${count(more, 'other gap')}` : ''}`;
}
