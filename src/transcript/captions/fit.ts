/** Captions brought onto the recording's clock, and what people should know about that. Pure. */
import { count } from '../../contract/counts-and-times.js';
import { timestamp } from '../chapters.js';
import type { NamedSegment } from '../speakers.js';

export interface Fitted {
  /** Those that begin within the recording, and end with it at the latest. */
  segments: NamedSegment[];
  /** Sentences without a stop, to be read behind the number of lines. */
  notes: string[];
}

const HOUR = 3_600_000;

/**
 * Editing programs begin their clock at an hour of their own: whole hours before the first caption are taken off where the
 * captions lie within the recording only then. Captions that begin after its end are left out, and counted.
 */
export function fitted(captions: NamedSegment[], durationMs: number): Fitted {
  const offsetMs = hoursBefore(captions, durationMs);
  const shifted = captions.map((segment) => ({
    ...segment,
    startMs: segment.startMs - offsetMs,
    endMs: segment.endMs - offsetMs,
  }));
  const segments = shifted
    .filter(({ startMs }) => startMs < durationMs)
    .map((segment, index) => ({ ...segment, index, endMs: Math.min(segment.endMs, durationMs) }));
  const notes: string[] = [];
  if (offsetMs > 0) {
    notes.push(`the clock of the captions begins at ${timestamp(offsetMs)}, so that much was taken off their times`);
  }
  const left = shifted.length - segments.length;
  if (left > 0 && segments.length > 0) {
    const end = shifted.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
    const those = `${count(left, 'caption')} that ${left === 1 ? 'begins' : 'begin'} after its end`;
    notes.push(
      `the captions go on to ${timestamp(end)}, the recording ends at ${timestamp(durationMs)}: ${those} were left out`,
    );
  }
  return { segments, notes };
}

/** 0, unless all captions begin after the end of the recording and would not without these hours. */
function hoursBefore([first]: NamedSegment[], durationMs: number): number {
  if (!first || first.startMs < durationMs) return 0;
  const hours = Math.floor(first.startMs / HOUR) * HOUR;
  return first.startMs - hours < durationMs ? hours : 0;
}
