/** Chapters from the transcript. */
import { count } from '../../contract/counts-and-times.js';
import { storeChapters } from '../../transcript/stored.js';
import { reading } from '../../usage/cost.js';
import { defineStep } from '../define-step.js';

const TOKENS = 300;

export const chapters = defineStep({
  lane: 'ai',
  needs: ['transcribe'],
  reads: ['projectTitle', 'media', 'transcript'],
  startedByUpload: true,
  version: 1,
  words: { label: 'Chapters', need: 'the chapters', doing: 'Finding the chapters' },
  onPage: 'always',
  page: { path: 'chapters', edit: false },
  inSnapshot: true,
  notice: null,
  takes: 'by the recording',
  cost: reading(TOKENS),
  summary: ({ length }) => count(length, 'chapter'),
  async store(tx, _task, items) {
    await storeChapters(tx, items);
    return { vectorsLost: false };
  },
  whenOutdated: 'mark',
  load: () => import('./run.js'),
});
