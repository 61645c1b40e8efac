import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { Segment, Transcript, TranscriptCorrections } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import type { Tagged } from '../../http.js';
import { isProblem, messageOf } from '../../http.js';
import { t } from '../../words/words.js';
import { areSame, changeBack } from './line-history.js';

/** One change of this page: what takes it back, and what makes it again. */
interface Step {
  back: TranscriptCorrections;
  again: TranscriptCorrections;
}

interface History {
  /** After the last step; when they are others, somebody else has changed them, and nothing can be taken back. A name is no line. */
  lines: readonly Segment[];
  undo: Step[];
  redo: Step[];
}

const MOST_STEPS = 100;

export interface EditedTranscript {
  transcript: Transcript;
  etag: string;
  busy: boolean;
  /** Makes one change after the other; as one step that can be undone. True when all are made. */
  change: (...asked: TranscriptCorrections[]) => Promise<boolean>;
  /** A change that was made elsewhere: the transcript that it changed, and the answer. */
  took: (before: Tagged<Transcript>, changed: Tagged<Transcript>) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
}

/** The transcript as it is after the corrections of this page, which are newer than what the page has loaded. */
export function useTranscript(projectId: string, loaded: Tagged<Transcript>): EditedTranscript {
  const [corrected, setCorrected] = useState(loaded);
  const [history, setHistory] = useState<History>({ lines: [], undo: [], redo: [] });
  const [busy, setBusy] = useState(false);
  const now = revisionOf(corrected) > revisionOf(loaded) ? corrected : loaded;
  const newest = useRef(now);
  useLayoutEffect(() => {
    newest.current = now;
  }, [now]);
  const isOurs = useMemo(() => areSame(history.lines, now.value.segments), [history, now]);
  const { undo, redo } = isOurs ? history : { undo: [], redo: [] };

  function took(before: Tagged<Transcript>, changed: Tagged<Transcript>): void {
    setCorrected(changed);
    const step = stepOf(before.value, changed.value);
    if (step) setHistory((known) => withStep(known, before.value.segments, changed.value.segments, step));
  }

  /** The transcript after these changes; null when one was refused. */
  async function send(asked: readonly TranscriptCorrections[]): Promise<Tagged<Transcript> | null> {
    // The page hears of each change as it is made, and may load it before all are: the step begins where they began.
    const before = newest.current;
    let { etag } = before;
    let last: Tagged<Transcript> | null = null;
    setBusy(true);
    try {
      for (const one of asked) {
        last = await api.correctTranscript(projectId, one, etag);
        ({ etag } = last);
      }
      return last;
    } catch (error) {
      toast.error(t('transcript.notChanged'), { description: refusalOf(error) });
      // What was made before it stays made.
      if (isProblem(error, 'version_conflict')) {
        setCorrected({ value: error.details.current as Transcript, etag: error.etag });
      } else if (last) took(before, last);
      return null;
    } finally {
      setBusy(false);
    }
  }

  async function change(...asked: TranscriptCorrections[]): Promise<boolean> {
    const before = newest.current;
    const changed = await send(asked);
    if (changed) took(before, changed);
    return changed !== null;
  }

  async function step(from: 'undo' | 'redo', to: 'undo' | 'redo', which: keyof Step): Promise<void> {
    const last = { undo, redo }[from].at(-1);
    const changed = last && (await send([last[which]]));
    if (!changed) return;
    setCorrected(changed);
    setHistory({ ...moved({ undo, redo }, from, to), lines: changed.value.segments });
  }

  return {
    transcript: now.value,
    etag: now.etag,
    busy,
    change,
    took,
    undo: undo.length > 0 && !busy ? () => void step('undo', 'redo', 'back') : null,
    redo: redo.length > 0 && !busy ? () => void step('redo', 'undo', 'again') : null,
  };
}

type Steps = Record<'undo' | 'redo', Step[]>;

/** The last step of the one list stands at the end of the other. */
const moved = (steps: Steps, from: keyof Steps, to: keyof Steps): Steps => ({
  ...steps,
  [from]: steps[from].slice(0, -1),
  [to]: [...steps[to], ...steps[from].slice(-1)],
});

function stepOf(before: Transcript, after: Transcript): Step | null {
  const [back, again] = [changeBack(before, after), changeBack(after, before)];
  return back && again && { back, again };
}

function withStep(
  { lines, undo }: History,
  before: readonly Segment[],
  after: readonly Segment[],
  step: Step,
): History {
  const known = areSame(lines, before) ? undo : [];
  return { lines: after, undo: [...known, step].slice(-MOST_STEPS), redo: [] };
}

const refusalOf = (error: unknown): string =>
  isProblem(error, 'version_conflict') ? t('transcript.changedMeanwhile') : messageOf(error);

const revisionOf = ({ etag }: Tagged<Transcript>): number => Number(/\d+/.exec(etag)?.[0] ?? 0);
