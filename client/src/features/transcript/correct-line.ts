import type { Segment, Transcript, TranscriptCorrections } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import type { Tagged } from '../../http.js';
import { ApiProblem, isProblem } from '../../http.js';
import { t } from '../../words/words.js';
import { MOST_LINES } from './line-history.js';
import type { SaidBy } from './said-by.js';
import { saidOf } from './said-by.js';

/** A line that is being corrected; kept in this browser until it is saved or left. */
export interface TypedLine {
  /** As it was when its correction began. */
  segment: Segment;
  text: string;
  saidBy?: SaidBy;
}

export const sameLine = (a: Segment, b: Segment): boolean => a.startMs === b.startMs && a.endMs === b.endMs;

/** What is asked for to make this line what was typed. */
function askedFor(line: Segment, segments: readonly Segment[], { text, saidBy }: TypedLine): TranscriptCorrections {
  const said = saidOf(saidBy, line.speaker);
  const others = said && saidBy?.onwards ? sameSpeakerAfter(segments, line) : [];
  return { segments: [{ index: line.index, text, ...said }, ...others.map(({ index }) => ({ index, ...said }))] };
}

/** The lines after this one that are said by the same one, until somebody else speaks. */
function sameSpeakerAfter(segments: readonly Segment[], { index, speaker }: Segment): Segment[] {
  const after = segments.slice(index + 1, index + MOST_LINES);
  const other = after.findIndex((segment) => segment.speaker !== speaker);
  return other === -1 ? after : after.slice(0, other);
}

/**
 * Saves one line: the transcript in which it was changed, and as it is then.
 * When others changed other lines meanwhile, it is saved all the same; when they changed this one, it throws.
 */
export async function correctLine(
  projectId: string,
  line: Segment,
  before: Tagged<Transcript>,
  typed: TypedLine,
): Promise<[before: Tagged<Transcript>, changed: Tagged<Transcript>]> {
  try {
    const asked = askedFor(line, before.value.segments, typed);
    return [before, await api.correctTranscript(projectId, asked, before.etag)];
  } catch (error) {
    if (!isProblem(error, 'version_conflict')) throw error;
    const current = error.details.current as Transcript;
    const now = current.segments.find((segment) => sameLine(segment, line));
    if (now?.text === line.text) return correctLine(projectId, now, { value: current, etag: error.etag }, typed);
    const words = now ? t('transcript.saveAgain', { text: now.text }) : t('transcript.takenOut');
    throw new ApiProblem(412, 'line_changed', words);
  }
}
