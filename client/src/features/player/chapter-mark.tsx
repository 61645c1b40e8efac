import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Chapter } from '../../../../src/contract/content.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';

interface ChapterMarkProps {
  chapter: Chapter;
  durationMs: number;
  /** Where it may begin. */
  room: [number, number];
  /** It is being moved there; null when it no longer is. */
  onMoving: (toMs: number | null) => void;
  onMoved: (toMs: number) => void;
  onRename: () => void;
  onRemove: () => void;
}

const KEYS: Record<string, number> = {
  ArrowLeft: -1_000,
  ArrowDown: -1_000,
  ArrowRight: 1_000,
  ArrowUp: 1_000,
  PageDown: -10_000,
  PageUp: 10_000,
};
/** After the last key it is stored: several presses are one move. */
const STILL_MS = 800;

/** Where a chapter begins, on the bar: dragged there, or moved by the arrow keys. */
export function ChapterMark(props: ChapterMarkProps) {
  const { chapter, durationMs, room, onRename, onRemove } = props;
  const { toMs, move, done } = useMove(props);
  const bar = useRef<DOMRect | null>(null);
  const atMs = toMs ?? chapter.startMs;

  function onPointerDown(event: PointerEvent<HTMLButtonElement>): void {
    event.stopPropagation();
    bar.current = event.currentTarget.parentElement?.getBoundingClientRect() ?? null;
    event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove(event: PointerEvent<HTMLButtonElement>): void {
    event.stopPropagation();
    if (bar.current) move(((event.clientX - bar.current.left) / bar.current.width) * durationMs);
  }
  function onPointerUp(event: PointerEvent<HTMLButtonElement>): void {
    event.stopPropagation();
    bar.current = null;
    done();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const by = KEYS[event.key];
    if (by !== undefined) move(atMs + (event.shiftKey ? by / 10 : by), STILL_MS);
    else if (event.key === 'Delete') onRemove();
    else if (event.key === 'Enter' || event.key === 'F2') onRename();
    else return;
    event.preventDefault();
  }

  return (
    <button
      type="button"
      className="chapter-mark"
      role="slider"
      aria-label={t('chapters.mark', { title: chapter.title })}
      aria-valuemin={room[0]}
      aria-valuemax={room[1]}
      aria-valuenow={atMs}
      aria-valuetext={clock(atMs)}
      title={t('chapters.markKeys', { title: chapter.title })}
      style={{ left: `${(atMs / durationMs) * 100}%` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onDoubleClick={onRename}
      onKeyDown={onKeyDown}
      onBlur={done}
    />
  );
}

/** Where it is moved to before that is stored; null while it stays. */
function useMove({ chapter, room, onMoving, onMoved }: ChapterMarkProps) {
  const [toMs, setTo] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const newest = useRef<number | null>(null);

  function done(): void {
    clearTimeout(timer.current);
    const to = newest.current;
    newest.current = null;
    setTo(null);
    onMoving(null);
    if (to !== null && to !== chapter.startMs) onMoved(to);
  }
  function move(wantedMs: number, thenMs?: number): void {
    const to = Math.round(Math.min(room[1], Math.max(room[0], wantedMs)));
    newest.current = to;
    setTo(to);
    onMoving(to);
    clearTimeout(timer.current);
    if (thenMs !== undefined) timer.current = setTimeout(done, thenMs);
  }
  return { toMs, move, done };
}
