/** What is this file, and how long is it really? */
import { storeMedia } from '../../recording/media.js';
import { fileChapters } from '../../transcript/file-chapters.js';
import { storeFirstChapters } from '../../transcript/stored.js';
import { notWhole } from '../../transcript/ending.js';
import { defineStep } from '../define-step.js';

export const probe = defineStep({
  lane: 'intake',
  needs: [],
  reads: ['source', 'media'],
  startedByUpload: true,
  version: 4,
  words: { label: 'Check the recording', need: 'the check of the recording', doing: 'Checking the recording' },
  onPage: 'always',
  page: null,
  inSnapshot: true,
  notice: null,
  partialTitle: 'The recording is not whole',
  takes: 'alike',
  cost: null,
  summary: (media) =>
    [
      media.video ? `${media.video.width} × ${media.video.height} pixels` : 'Sound only, no video',
      ...(media.inside?.joinedFrom === undefined ? [] : [`${media.inside.joinedFrom} recordings in one file`]),
      ...notWhole(media),
    ].join('; '),
  async store(tx, _task, media) {
    await storeMedia(tx, media);
    await storeFirstChapters(tx, fileChapters(media.chapters ?? [], media.durationMs).items);
    tx.append('project.updated');
  },
  whenOutdated: 'ignore',
  load: () => import('./run.js'),
});
