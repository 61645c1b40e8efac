/** The transcript: from captions, or by a recogniser. */
import { count } from '../../contract/counts-and-times.js';
import { timestamp } from '../../transcript/chapters.js';
import type { Span } from '../../transcript/speech.js';
import { storeTranscript, wasHeardOtherwise } from '../../transcript/stored.js';
import { listening } from '../../usage/cost.js';
import { defineStep } from '../define-step.js';

export const transcribe = defineStep({
  lane: 'ai',
  needs: ['probe'],
  reads: ['source', 'media', 'captions', 'language', 'projectTitle', 'speakers', 'pictures', 'documentTexts'],
  startedByUpload: true,
  version: 1,
  words: { label: 'Transcript', need: 'the transcript', doing: 'Making the transcript' },
  onPage: 'always',
  page: { path: 'transcript', edit: false },
  inSnapshot: true,
  notice: ({ message }) => message,
  takes: 'by the recording',
  cost: listening,
  summary: ({ segments, missing, gaps = missing, notes = [] }) =>
    [linesOf(segments.length) + told(gaps), ...notes].join('; '),
  store: (tx, _task, { notes: _notes, gaps: _gaps, ...transcript }) => storeTranscript(tx, transcript),
  whenOutdated: wasHeardOtherwise,
  load: () => import('./run.js'),
});

const linesOf = (n: number): string => (n === 0 ? 'No speech' : count(n, 'line'));

/** So many are named, the others counted. */
const MOST_GAPS = 5;

function told(missing: Span[]): string {
  if (missing.length === 0) return '';
  const named = missing.slice(0, MOST_GAPS).map(({ startMs, endMs }) => `${timestamp(startMs)} to ${timestamp(endMs)}`);
  const more = missing.length - named.length;
  return `; missing are ${named.join(', ')}${more > 0 ? ` and ${count(more, 'other gap')}` : ''}`;
}
