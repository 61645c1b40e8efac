/** A draft of one content type, from the transcript, the chapters, the screenshots and the project's documents. */
import { showsScreenshots } from '../../content/content-types.js';
import { shownType } from '../../content/own/stored.js';
import { addWritten, currentVersion, markStale } from '../../content/versions.js';
import { count } from '../../contract/counts-and-times.js';
import { defineStep } from '../define-step.js';
import { whichOf } from '../keys.js';
import { cost } from './cost.js';

export const draft = defineStep({
  lane: 'ai',
  needs: ['transcribe', 'chapters', 'screenshots'],
  doesWithout: (id) => (showsScreenshots(id) ? [] : ['screenshots', 'slides']),
  after: ['slides'],
  needsDocuments: true,
  reads: [
    'projectTitle',
    'media',
    'transcript',
    'speakers',
    'chapters',
    'screenshots',
    'pictures',
    'ownType',
    'voice',
    'locked',
  ],
  startedByUpload: false,
  per: 'content type',
  version: 3,
  words: { label: '{type}', need: 'the {type}', doing: 'Writing the {type}' },
  onPage: 'elsewhere',
  async page(id, db) {
    const type = await shownType(db, id);
    return type ? { path: `contents/${id}`, edit: type.action === 'edit' } : null;
  },
  inSnapshot: false,
  notice: () => 'The draft is written.',
  takes: 'by the recording',
  cost,
  summary: ({ body }) => count(body.split(/\s+/).filter(Boolean).length, 'word'),
  async store(tx, { id, key }, version) {
    await addWritten(tx, id, whichOf(key), version);
  },
  async whenOutdated(tx, { key }) {
    const version = await currentVersion(tx.db, tx.projectId, whichOf(key));
    if (version) await markStale(tx, version);
    return false;
  },
  load: () => import('./run.js'),
});
