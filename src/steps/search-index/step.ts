/** Makes a talk findable. Passages are written together with each change of the words; what is left to this step are vectors. */
import { count } from '../../contract/counts-and-times.js';
import { currentVersions, indexVersion } from '../../content/versions.js';
import { THE_TRANSCRIPT } from '../../search/passages.js';
import { storeVectors } from '../../search/stored-vectors.js';
import { indexStoredTranscript } from '../../transcript/stored.js';
import { embedding } from '../../usage/cost.js';
import { defineStep } from '../define-step.js';
import { byWordsOnly } from '../vectors.js';

export const searchIndex = defineStep({
  lane: 'ai',
  needs: ['transcribe'],
  reads: ['transcript'],
  startedByUpload: true,
  version: 1,
  words: { label: 'Search index', need: 'the search index', doing: 'Making the talk findable' },
  // Nobody waits for it, and there is nothing to look at.
  onPage: 'when it needs somebody',
  page: null,
  inSnapshot: false,
  notice: null,
  takes: 'by the recording',
  cost: embedding,
  summary: ({ passages, vectors }) => count(passages, 'passage') + byWordsOnly(vectors),
  /** Of what is there now: it may have changed since the step read it. */
  async store(tx, _task, { vectors }) {
    await indexStoredTranscript(tx);
    for (const version of await currentVersions(tx.db, tx.projectId)) await indexVersion(tx, version);
    if (vectors.made) await storeVectors(tx, THE_TRANSCRIPT, vectors.made);
  },
  // It has the new words already; only lost vectors are made by its task.
  staleAfter: ({ vectorsLost }) => vectorsLost,
  whenOutdated: 'ignore',
  load: () => import('./run.js'),
});
