/** What happens to a talk: each step, the lane that carries it, and what it needs before it may run. */
import type { Lane, Step, TaskKey } from '../contract/task.js';
import type { RunStep } from './step.js';
import { chapters } from './chapters.js';
import { document } from './document.js';
import { draft } from './draft.js';
import { index } from './search-index.js';
import { probe } from './probe.js';
import { screenshots } from './screenshots.js';
import { transcribe } from './transcribe.js';

type SingleStep = Exclude<Step, 'draft' | 'document'>;
type Pipeline = { [S in Step]: { lane: Lane; needs: SingleStep[]; run: RunStep<S> } };

export const pipeline = {
  probe: { lane: 'media', needs: [], run: probe },
  transcribe: { lane: 'ai', needs: ['probe'], run: transcribe },
  screenshots: { lane: 'media', needs: ['probe'], run: screenshots },
  chapters: { lane: 'ai', needs: ['transcribe'], run: chapters },
  index: { lane: 'ai', needs: ['transcribe'], run: index },
  draft: { lane: 'ai', needs: ['transcribe', 'chapters', 'screenshots'], run: draft },
  document: { lane: 'ai', needs: [], run: document },
} satisfies Pipeline;

/** What an upload starts by itself. Drafts are made only when somebody asks for them. */
export const startedByUpload = [
  'probe',
  'transcribe',
  'screenshots',
  'chapters',
  'index',
] as const satisfies SingleStep[];

/** Counted into the key of every part: raise a step's number when its parts' answers change their meaning. */
export const stepVersions = {
  probe: 1,
  transcribe: 1,
  screenshots: 1,
  chapters: 1,
  index: 1,
  draft: 1,
  document: 1,
} satisfies Record<Step, number>;

/** The step behind a task's key: `draft:blog` is a `draft`. */
export const stepOf = (key: TaskKey): Step => key.split(':', 1)[0] as Step;

/** The keys that must have succeeded before a task of this key may run; a draft waits for the project's documents, too. */
export const needsOf = (key: TaskKey): TaskKey[] => [...pipeline[stepOf(key)].needs];

/** The id of the document that a task is about; null for all other tasks. */
export const documentOf = (key: TaskKey): string | null =>
  stepOf(key) === 'document' ? key.slice('document:'.length) : null;

export const documentKey = (id: string): TaskKey => `document:${id}`;
