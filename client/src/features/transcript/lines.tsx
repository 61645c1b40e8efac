import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Segment, Transcript } from '../../../../src/contract/content.js';
import type { Tagged } from '../../http.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { clock } from '../../ui/times-and-sizes.js';
import { usePlayback } from '../player/playback.js';
import { atTime, useTimeInAddress } from '../player/time-address.js';
import { LineEditor, sameLine } from './line-editor.js';

interface LinesProps {
  projectId: string;
  segments: readonly Segment[];
  etag: string;
  editable: boolean;
  onCorrected: (transcript: Tagged<Transcript>) => void;
}

/** The lines follow the recording as it plays, until somebody scrolls. Pressing a time goes there. */
export function Lines({ projectId, segments, etag, editable, onCorrected }: LinesProps) {
  const playback = usePlayback();
  const arrival = useTimeInAddress(segments);
  const at = useStore(
    playback.state,
    ({ timeMs }) => segments.findLast(({ startMs }) => startMs <= timeMs)?.index ?? 0,
  );
  const playing = useStore(playback.state, (state) => state.playing);
  const begun = useStore(playback.state, ({ timeMs }) => timeMs > 0) || arrival !== '';
  const [editing, setEditing] = useState<Segment | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const { following, follow } = useFollowing(list, at, arrival, playing && editing === null);
  const close = useCallback(
    (corrected?: Tagged<Transcript>) => {
      if (corrected) onCorrected(corrected);
      setEditing((line) => {
        if (line) requestAnimationFrame(() => focusLine(list.current, line.index));
        return null;
      });
    },
    [onCorrected],
  );
  // Somebody else may have removed the line that is being corrected: what was typed stays, to be copied.
  const lost = editing && !segments.some((segment) => sameLine(segment, editing)) ? editing : null;
  return (
    <>
      <ol className="lines" ref={list}>
        {lost && <LineEditor key="editor" projectId={projectId} segment={lost} etag={etag} onClose={close} />}
        {segments.map((segment) =>
          editing && sameLine(segment, editing) ? (
            <LineEditor key="editor" projectId={projectId} segment={segment} etag={etag} onClose={close} />
          ) : (
            <Line
              key={segment.index}
              segment={segment}
              current={begun && segment.index === at}
              onEdit={editable ? setEditing : null}
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
  current: boolean;
  onEdit: ((line: Segment) => void) | null;
}

const Line = memo(function Line({ segment, current, onEdit }: LineProps) {
  const { startMs, text } = segment;
  return (
    <li className={current ? 'line line-current' : 'line'} aria-current={current || undefined}>
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

function focusLine(list: HTMLOListElement | null, index: number): void {
  list?.children[index]?.querySelector<HTMLElement>('.line-edit')?.focus({ preventScroll: true });
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
