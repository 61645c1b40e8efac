/** Screenshots at even distances, and which of them differ. */
import { count } from '../../contract/counts-and-times.js';
import { storeScreenshots } from '../../recording/screenshots.js';
import { defineStep } from '../define-step.js';

export const screenshots = defineStep({
  lane: 'media',
  needs: ['probe'],
  reads: ['source', 'media'],
  startedByUpload: true,
  version: 3,
  words: { label: 'Screenshots', need: 'the screenshots', doing: 'Taking screenshots' },
  onPage: 'always',
  page: { path: 'screenshots', edit: false },
  inSnapshot: false,
  notice: null,
  takes: 'by the recording',
  cost: null,
  summary: ({ length }) => (length === 0 ? 'No video, so no screenshots' : count(length, 'screenshot')),
  store: (tx, _task, shots) => storeScreenshots(tx, shots),
  whenOutdated: 'ignore',
  storesFiles: true,
  load: () => import('./run.js'),
});
