/** What is to be read on the distinct screenshots, and what they are. */
import { count } from '../../contract/counts-and-times.js';
import { storePictures } from '../../recording/pictures/stored.js';
import { indexSlides } from '../../search/passages.js';
import { isLanguageSetSince } from '../../transcript/stored.js';
import { cost } from './cost.js';
import { defineStep } from '../define-step.js';

export const slides = defineStep({
  lane: 'media',
  needs: ['screenshots'],
  reads: ['screenshots', 'transcript', 'language'],
  startedByUpload: true,
  version: 1,
  words: { label: 'Slides', need: 'what the slides say', doing: 'Reading the slides' },
  onPage: 'always',
  page: { path: 'screenshots', edit: false },
  inSnapshot: false,
  notice: null,
  takes: 'by the recording',
  cost,
  summary: ({ pictures, notes }) =>
    [pictures.length === 0 ? 'Nothing to read' : `${count(pictures.length, 'picture')} read`, ...notes].join('; '),
  async store(tx, _task, { pictures, language }) {
    await storePictures(tx, pictures);
    await indexSlides(tx, language, pictures);
  },
  // A transcript that came meanwhile, or was corrected, is no reason to read them again.
  whenOutdated: (tx, { startedAt }) => isLanguageSetSince(tx, startedAt),
  load: () => import('./run.js'),
});
