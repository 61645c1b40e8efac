/** The very frame that is on screen at a moment, for somebody who wants it in a draft. */
import { addOwnPicture, frameName } from '../../recording/own-pictures.js';
import { defineStep } from '../define-step.js';

export const frame = defineStep({
  lane: 'media',
  needs: ['probe'],
  reads: ['source', 'media'],
  startedByUpload: false,
  per: 'frame',
  version: 1,
  words: { label: 'Frame', need: 'a frame', doing: 'Taking the frame' },
  onPage: 'elsewhere',
  page: null,
  inSnapshot: false,
  notice: null,
  takes: 'by the recording',
  cost: null,
  summary: () => '1 picture',
  async store(tx, _, { atMs, width, height, sizeBytes }) {
    await addOwnPicture(tx, { name: frameName(atMs), atMs, type: 'image/jpeg', width, height, sizeBytes });
  },
  whenOutdated: 'ignore',
  storesFiles: true,
  load: () => import('./run.js'),
});
