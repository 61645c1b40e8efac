/** Chapters: the recording's own, or from the transcript. */
import { count } from '../../contract/counts-and-times.js';
import { storeChapters } from '../../transcript/stored.js';
import { reading } from '../../usage/cost.js';
import { defineStep } from '../define-step.js';

const TOKENS = 300;

export const chapters = defineStep({
  lane: 'ai',
  needs: ['transcribe'],
  reads: ['projectTitle', 'media', 'transcript', 'chaptersByHand', 'pictures', 'screenshots'],
  startedByUpload: true,
  version: 3,
  words: { label: 'Chapters', need: 'the chapters', doing: 'Finding the chapters' },
  onPage: 'always',
  page: { path: 'chapters', edit: false },
  inSnapshot: true,
  notice: null,
  takes: 'by the recording',
  cost: reading(TOKENS),
  summary: ({ items, notes }) => [count(items.length, 'chapter'), ...notes].join('; '),
  async store(tx, _task, { items }) {
    return (await storeChapters(tx, items)) ? { vectorsLost: false } : null;
  },
  whenOutdated: 'mark',
  load: () => import('./run.js'),
});
