/** Drafts that are being written, put together from deltas that may be lost, doubled or out of order. Pure functions. */
import type { ProjectSnapshot } from '../../../src/contract/project.js';
import type { DraftDelta } from '../../../src/contract/realtime.js';
import type { DraftText, Task } from '../../../src/contract/task.js';

type Piece = Pick<DraftDelta, 'offset' | 'text'>;

export interface LiveDraft {
  projectId: string;
  attempt: number;
  restarts: number;
  /** The text from its beginning, without holes. */
  text: string;
  /** Pieces that arrived although something before them is missing: the text so far must be asked for. */
  early: readonly Piece[];
}

/** By the id of their tasks. */
export type LiveDrafts = Readonly<Record<string, LiveDraft>>;

/** Returns the very same draft when the delta has nothing new. */
export function grown(draft: LiveDraft | undefined, delta: Omit<DraftDelta, 'taskId'>): LiveDraft {
  const { projectId, attempt, restarts } = delta;
  if (draft && isBefore(delta, draft)) return draft;
  const isSame = draft?.attempt === attempt && draft.restarts === restarts;
  const current = isSame ? draft : { projectId, attempt, restarts, text: '', early: [] };
  const reaches = delta.offset + delta.text.length;
  if (current.text.length >= reaches) return current;
  if (current.early.some(({ offset, text }) => offset <= delta.offset && offset + text.length >= reaches))
    return current;
  return joinedUp(current, [...current.early, delta]);
}

/** The text that the server has stored is a delta from the beginning. */
export const withStored = (draft: LiveDraft | undefined, projectId: string, stored: DraftText): LiveDraft =>
  grown(draft, { projectId, offset: 0, ...stored });

export const hasHole = (draft: LiveDraft | undefined): boolean => draft !== undefined && draft.early.length > 0;

/** Of a task that may be shown as it grows: what came for one that has ended or is not known is late. */
export const isWriting = (task: Task | undefined): task is Task =>
  task?.status === 'running' && task.key.startsWith('draft:');

/** Without the texts that are no longer shown: a text stays until its task is replaced, fails or is cancelled. */
export function withoutEnded(drafts: LiveDrafts, { id, tasks }: ProjectSnapshot): LiveDrafts {
  const shown = new Set(
    tasks.filter(({ status }) => status !== 'failed' && status !== 'cancelled').map((task) => task.id),
  );
  return only(drafts, (taskId, { projectId }) => projectId !== id || shown.has(taskId));
}

export const withoutProject = (drafts: LiveDrafts, id: string): LiveDrafts =>
  only(drafts, (_, { projectId }) => projectId !== id);

function only(drafts: LiveDrafts, keep: (taskId: string, draft: LiveDraft) => boolean): LiveDrafts {
  const kept = Object.entries(drafts).filter(([taskId, draft]) => keep(taskId, draft));
  return kept.length === Object.keys(drafts).length ? drafts : Object.fromEntries(kept);
}

type Beginning = Pick<LiveDraft, 'attempt' | 'restarts'>;
const isBefore = (a: Beginning, b: Beginning): boolean =>
  a.attempt === b.attempt ? a.restarts < b.restarts : a.attempt < b.attempt;

/** Adds what follows on without a hole; pieces may overlap. */
function joinedUp(draft: LiveDraft, pieces: readonly Piece[]): LiveDraft {
  let { text } = draft;
  const early: Piece[] = [];
  for (const { offset, text: more } of [...pieces].sort((a, b) => a.offset - b.offset)) {
    if (offset > text.length) early.push({ offset, text: more });
    else text += more.slice(text.length - offset);
  }
  return { ...draft, text, early };
}
