/** A context document: parsed, cut into passages, embedded where there is a model for that, and made findable. */
import { count } from '../../contract/counts-and-times.js';
import { indexDocument } from '../../search/passages.js';
import { storeVectors } from '../../search/stored-vectors.js';
import { defineStep } from '../define-step.js';
import { whichOf } from '../keys.js';
import { byWordsOnly } from '../vectors.js';

export const document = defineStep({
  lane: 'ai',
  needs: [],
  reads: ['document'],
  startedByUpload: false,
  per: 'document',
  version: 1,
  words: { label: 'Document', need: 'a document', doing: 'Reading the document' },
  onPage: 'elsewhere',
  page: null,
  inSnapshot: false,
  notice: null,
  takes: 'alike',
  // Next to nothing, and nobody knows how long it is before it is read.
  cost: null,
  summary: ({ passages, vectors }) => count(passages.length, 'passage') + byWordsOnly(vectors),
  async store(tx, task, { passages, vectors }) {
    const id = whichOf(task.key);
    await indexDocument(tx, id, passages);
    if (vectors.made) await storeVectors(tx, { kind: 'document', source: id }, vectors.made);
    tx.append('document.indexed', { task });
  },
  whenOutdated: 'ignore',
  load: () => import('./run.js'),
});
