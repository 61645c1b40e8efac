import type { ReactNode } from 'react';
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Segment, Speaker, Transcript } from '../../../../src/contract/content.js';
import type { Tagged } from '../../http.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { useKept } from '../../ui/kept.js';
import { clock } from '../../ui/times-and-sizes.js';
import { usePlayback } from '../player/playback.js';
import { atTime, useTimeInAddress } from '../player/time-address.js';
import type { TypedLine } from './line-editor.js';
import { LineEditor, sameLine } from './line-editor.js';
import { SpeakerEditor, SpeakerName } from './speaker-name.js';

interface LinesProps {
  projectId: string;
  segments: readonly Segment[];
  speakers: readonly Speaker[];
  etag: string;
  editable: boolean;
  onCorrected: (transcript: Tagged<Transcript>) => void;
  onRenamed: (speaker: Speaker) => void;
}

/** The lines follow the recording as it plays, until somebody scrolls. Pressing a time goes there. Names stand where they change. */
export function Lines({ projectId, segments, speakers, etag, editable, onCorrected, onRenamed }: LinesProps) {
  const playback = usePlayback();
  const arrival = useTimeInAddress(segments);
  const at = useStore(
    playback.state,
    ({ timeMs }) => segments.findLast(({ startMs }) => startMs <= timeMs)?.index ?? 0,
  );
  const playing = useStore(playback.state, (state) => state.playing);
  const begun = useStore(playback.state, ({ timeMs }) => timeMs > 0) || arrival !== '';
  const { typed, keep, begin, close } = useEditing(projectId, onCorrected);
  const editing = editable ? (typed?.segment ?? null) : null;
  const list = useRef<HTMLOListElement>(null);
  const naming = useNaming(projectId, onRenamed);
  useFocusBack(list, editing?.index ?? null, '.line-edit');
  useFocusBack(list, naming.line, '.speaker-edit');
  const { following, follow } = useFollowing(list, at, arrival, playing && !editing && naming.line === null);
  // Somebody else may have removed the line that is being corrected: what was typed stays, to be copied.
  const lost = editing && !segments.some((segment) => sameLine(segment, editing)) ? editing : null;
  const editorFor = (segment: Segment): ReactNode =>
    typed && (
      <LineEditor
        key="editor"
        projectId={projectId}
        segment={segment}
        typed={typed}
        etag={etag}
        onType={keep}
        onClose={close}
      />
    );
  const { speakerOf, nameAt } = whoSays(segments, speakers);
  return (
    <>
      <ol className="lines" ref={list}>
        {lost && editorFor(lost)}
        {segments.map((segment, i) =>
          editing && sameLine(segment, editing) ? (
            editorFor(segment)
          ) : (
            <Line
              key={segment.index}
              segment={segment}
              speakerName={nameAt(i)}
              current={begun && segment.index === at}
              onEdit={editable ? begin : null}
              onRename={editable ? naming.begin : null}
              editor={naming.line === segment.index ? naming.editorOf(speakerOf(segment)) : null}
            />
          ),
        )}
      </ol>
      {playing && !following && (
        <div className="follow">
          <Button small look="primary" onClick={follow}>
            Follow the recording
          </Button>
        </div>
      )}
    </>
  );
}

interface LineProps {
  segment: Segment;
  /** Null where it is the one of the line before, or nobody knows. */
  speakerName: string | null;
  current: boolean;
  onEdit: ((line: Segment) => void) | null;
  onRename: ((line: number) => void) | null;
  /** In the place of the name. */
  editor: ReactNode;
}

const Line = memo(function Line({ segment, speakerName, current, onEdit, onRename, editor }: LineProps) {
  const { index, startMs, text } = segment;
  return (
    <li className={current ? 'line line-current' : 'line'} aria-current={current || undefined}>
      {editor ??
        (speakerName !== null && <SpeakerName name={speakerName} onEdit={onRename && (() => onRename(index))} />)}
      <Link to={atTime(startMs)} replace preventScrollReset>
        {clock(startMs)}
      </Link>
      <span>{text}</span>
      {onEdit && (
        <button
          type="button"
          className="line-edit"
          aria-label={`Correct the line at ${clock(startMs)}`}
          onClick={() => onEdit(segment)}
        >
          <Icon name="pencil" />
        </button>
      )}
    </li>
  );
});

/** `nameAt`: the name to show at the segment of this index; null where it is the one of the segment before, or nobody knows. */
function whoSays(segments: readonly Segment[], speakers: readonly Speaker[]) {
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  const speakerOf = (segment: Segment | undefined): Speaker | undefined =>
    segment?.speaker === undefined ? undefined : byId.get(segment.speaker);
  const nameAt = (i: number): string | null => {
    const name = speakerOf(segments[i])?.name;
    return name === undefined || name === speakerOf(segments[i - 1])?.name ? null : name;
  };
  return { speakerOf, nameAt };
}

/** The line that is being corrected. */
function useEditing(projectId: string, onCorrected: (transcript: Tagged<Transcript>) => void) {
  const [typed, keep] = useKept<TypedLine>(`line:${projectId}`);
  const begin = useCallback((segment: Segment) => keep({ segment, text: segment.text }), [keep]);
  const close = useCallback(
    (corrected?: Tagged<Transcript>) => {
      if (corrected) onCorrected(corrected);
      keep(null);
    },
    [onCorrected, keep],
  );
  return { typed, keep, begin, close };
}

/** The line at which a speaker is being renamed. */
function useNaming(projectId: string, onRenamed: (speaker: Speaker) => void) {
  const [line, setLine] = useState<number | null>(null);
  const end = (renamed?: Speaker): void => {
    if (renamed) onRenamed(renamed);
    setLine(null);
  };
  const editorOf = (speaker: Speaker | undefined): ReactNode =>
    speaker && <SpeakerEditor projectId={projectId} speaker={speaker} onClose={end} />;
  return { line, begin: setLine, editorOf };
}

/** When the editor in line `open` is closed, the focus goes back to the line's button: as soon as that is there again. */
function useFocusBack(list: { current: HTMLOListElement | null }, open: number | null, button: string): void {
  const before = useRef(open);
  useLayoutEffect(() => {
    const line = before.current;
    before.current = open;
    if (open !== null || line === null) return;
    list.current?.children[line]?.querySelector<HTMLElement>(button)?.focus({ preventScroll: true });
  }, [list, open, button]);
}

/** Scrolls to the current line: whenever the address names a time, and while the recording plays. */
function useFollowing(list: { current: HTMLOListElement | null }, at: number, arrival: string, playing: boolean) {
  const [following, setFollowing] = useState(true);
  useEffect(() => {
    if (arrival !== '') requestAnimationFrame(() => showCurrent(list.current, 'instant'));
  }, [arrival, list]);
  useEffect(() => {
    if (playing && following) showCurrent(list.current, calm() ? 'instant' : 'smooth');
  }, [at, playing, following, list]);
  useEffect(() => {
    const away = (): void => setFollowing(false);
    for (const move of BY_HAND) window.addEventListener(move, away, { passive: true });
    return () => {
      for (const move of BY_HAND) window.removeEventListener(move, away);
    };
  }, []);
  return { following, follow: () => setFollowing(true) };
}

function showCurrent(list: HTMLOListElement | null, behavior: ScrollBehavior): void {
  list?.querySelector('.line-current')?.scrollIntoView({ block: 'center', behavior });
}

const BY_HAND = ['wheel', 'touchmove'] as const;
const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
