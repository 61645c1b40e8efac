/** How a project stands, in words. */
import type { ProjectCard } from '../../../../src/contract/project.js';
import type { Tone } from '../../ui/pill.js';
import { t } from '../../words/words.js';
import { labelOf } from '../task/task-words.js';
import type { Upload } from '../upload/uploads.js';

export interface Standing {
  tone: Tone;
  text: string;
  /** 0 to 100, while something is under way. */
  percent: number | null;
}

/** Which kind of draft it is, the project says. */
const nameOf = (key: string): string => (key.startsWith('draft:') ? t('home.state.draft') : labelOf(key, []));

/** `upload`: what this page sends of it, if it does. */
export function standingOf(card: ProjectCard, upload: Upload | undefined): Standing {
  const sending = uploadStanding(upload);
  if (sending) return sending;
  switch (card.state) {
    case 'empty':
      return { tone: 'plain', text: t('home.state.empty'), percent: null };
    case 'uploading':
      return card.upload?.isYours
        ? { tone: 'warn', text: t('home.state.interrupted', { name: card.upload.filename }), percent: null }
        : { tone: 'busy', text: t('home.state.theirs'), percent: null };
    case 'working':
      return { tone: 'busy', text: workingOn(card), percent: card.percent };
    case 'failed':
      return { tone: 'bad', text: t('home.state.failed', { what: nameOf(card.failedKeys[0] ?? '') }), percent: null };
    case 'ready':
      return { tone: 'good', text: ready(card.drafts), percent: null };
  }
}

function workingOn({ runningKeys: [first], percent }: ProjectCard): string {
  if (first === undefined) return t('home.state.waiting');
  return t('home.state.working', { what: nameOf(first), percent: percent ?? 0 });
}

const ready = (drafts: number): string =>
  drafts === 0 ? t('home.state.readyToWrite') : t('home.state.drafts', { count: drafts });

function uploadStanding(upload: Upload | undefined): Standing | null {
  if (!upload) return null;
  const percent = Math.floor((100 * upload.sentBytes) / Math.max(1, upload.sizeBytes));
  switch (upload.phase) {
    case 'done':
      return null;
    case 'paused':
      return { tone: 'warn', text: t('home.state.paused', { percent }), percent };
    case 'failed':
      return { tone: 'bad', text: t('home.state.uploadFailed'), percent: null };
    case 'captions':
    case 'sending':
    case 'waiting':
    case 'finishing':
      return { tone: 'busy', text: t('home.state.uploading', { percent }), percent };
  }
}
