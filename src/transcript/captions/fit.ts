/** Captions brought onto the recording's clock, and what people should know about that. Pure. */
import { count } from '../../contract/counts-and-times.js';
import { timestamp } from '../chapters.js';
import type { NamedSegment } from '../speakers.js';

export interface Fitted {
  /** Those that begin within the recording, and end with it at the latest. */
  segments: NamedSegment[];
  /** Sentences without a stop, to be read behind the number of lines. */
  notes: string[];
  /** They are for so little of the recording that they cannot be the talk, unless most of it is silent. */
  few: boolean;
}

const HOUR = 3_600_000;
/** What is shown before the talk begins, as broadcasters have it, lies so long before their hour at most. */
const PREROLL_MS = 10_000;
/** The last caption may stay so long after the end. */
const LINGERS_MS = 10_000;
/** Of the recording, and at least: where captions end so long before it does, people should know. */
const UNCAPTIONED_SHARE = 1 / 4;
const UNCAPTIONED_MS = 60_000;
/** Of a recording of a minute or more, captions for less than this share cannot be the talk, unless most of it is silent. */
const FEW_SHARE = 1 / 20;

/**
 * Editing programs begin their clock at an hour of their own: whole hours before the first caption are taken off where the
 * captions lie within the recording only then. Captions that begin after its end, or end before its beginning, are left out, and
 * counted; so are those that stay far beyond its end, and end with it. Where they end long before it does, that is said, too.
 */
export function fitted(captions: NamedSegment[], durationMs: number): Fitted {
  const offsetMs = hoursBefore(captions, durationMs);
  const onClock = captions.map((segment) => ({
    ...segment,
    startMs: segment.startMs - offsetMs,
    endMs: segment.endMs - offsetMs,
  }));
  const shifted = onClock
    .filter((segment) => !isBefore(segment))
    .map((segment) => ({ ...segment, startMs: Math.max(0, segment.startMs) }));
  const segments = shifted
    .filter(({ startMs }) => startMs < durationMs)
    .map((segment, index) => ({ ...segment, index, endMs: Math.min(segment.endMs, durationMs) }));
  const notes: string[] = [];
  if (offsetMs > 0) {
    notes.push(`the clock of the captions begins at ${timestamp(offsetMs)}, so that much was taken off their times`);
  }
  const before = onClock.length - shifted.length;
  if (before > 0) notes.push(`${captionsThat(before, 'end')} before its beginning ${wasOrWere(before)} left out`);
  const left = shifted.length - segments.length;
  const cut = shifted.filter(({ startMs, endMs }) => startMs < durationMs && endMs > durationMs + LINGERS_MS).length;
  const end = endOf(shifted);
  if (left + cut > 0 && segments.length > 0) {
    const those = [
      ...(left > 0 ? [`${captionsThat(left, 'begin')} after its end ${wasOrWere(left)} left out`] : []),
      ...(cut > 0 ? [`${captionsThat(cut, 'stay')} after its end ${wasOrWere(cut)} cut there`] : []),
    ];
    notes.push(
      `the captions go on to ${timestamp(end)}, the recording ends at ${timestamp(durationMs)}: ${those.join(', and ')}`,
    );
  }
  const shownMs = segments.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const few = segments.length > 0 && durationMs >= UNCAPTIONED_MS && shownMs < durationMs * FEW_SHARE;
  if (few) {
    notes.push(
      `they are for ${timestamp(shownMs)} of ${timestamp(durationMs)} only, so that they may not be all that is said`,
    );
  } else if (segments.length > 0 && durationMs - end >= Math.max(UNCAPTIONED_MS, durationMs * UNCAPTIONED_SHARE)) {
    notes.push(`the captions end at ${timestamp(end)}, the recording at ${timestamp(durationMs)}`);
  }
  return { segments, notes, few };
}

const captionsThat = (many: number, verb: string): string =>
  `${count(many, 'caption')} that ${verb}${many === 1 ? 's' : ''}`;
const wasOrWere = (many: number): string => (many === 1 ? 'was' : 'were');

const isBefore = ({ startMs, endMs }: NamedSegment): boolean => startMs < 0 && endMs <= 0;

const endOf = (captions: NamedSegment[]): number => captions.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);

/** 0, unless the captions begin after the end of the recording, or go on behind it, and would not without these hours. */
function hoursBefore(captions: NamedSegment[], durationMs: number): number {
  const [first] = captions;
  if (!first) return 0;
  const hours = Math.floor((first.startMs + PREROLL_MS) / HOUR) * HOUR;
  if (first.startMs >= durationMs) return first.startMs - hours < durationMs ? hours : 0;
  const end = endOf(captions);
  return end > durationMs + LINGERS_MS && end - hours <= durationMs + LINGERS_MS ? hours : 0;
}
