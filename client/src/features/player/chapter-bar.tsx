import type { PointerEvent } from 'react';
import { useState } from 'react';
import type { Chapter, Screenshot } from '../../../../src/contract/content.js';
import { clock } from '../../ui/times-and-sizes.js';
import { ChapterMark } from './chapter-mark.js';
import { moved, itemsOf, removed, roomOf } from './chapter-moves.js';
import { chapterAt, useSecond } from './chapter-now.js';
import { ChapterSteps } from './chapter-steps.js';
import { usePlayback } from './playback.js';
import type { EditedChapters } from './use-chapters.js';

interface ChapterBarProps {
  chapters: EditedChapters;
  screenshots: readonly Screenshot[];
  durationMs: number;
}

export function ChapterBar({ chapters, screenshots, durationMs }: ChapterBarProps) {
  /** The chapter whose title is being typed. */
  const [naming, setNaming] = useState<number | 'new' | null>(null);
  return (
    <div className="chapter-bar">
      <Bar chapters={chapters} screenshots={screenshots} durationMs={durationMs} onRename={setNaming} />
      <ChapterSteps chapters={chapters} durationMs={durationMs} naming={naming} onNaming={setNaming} />
    </div>
  );
}

/** A strip to point at: the screenshot of that time shows above it, a press goes there. Its marks are where chapters begin. */
function Bar(props: ChapterBarProps & { onRename: (index: number) => void }) {
  const { chapters, screenshots, durationMs, onRename } = props;
  const { items, change } = chapters;
  const playback = usePlayback();
  const [pointedMs, setPointed] = useState<number | null>(null);
  const point = (event: PointerEvent): void => {
    const atMs = timeAt(event, durationMs);
    setPointed(atMs);
    // Held down, it goes along.
    if (event.type === 'pointerdown' || event.buttons === 1) playback.seek(atMs);
  };
  return (
    <div
      className="strip"
      data-testid="chapter-bar"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => setPointed(null)}
    >
      <Parts chapters={items} durationMs={durationMs} />
      {change &&
        items.map((chapter) => {
          const room = roomOf(items, chapter.index, durationMs);
          return (
            room && (
              <ChapterMark
                key={chapter.index}
                chapter={chapter}
                durationMs={durationMs}
                room={room}
                onMoving={setPointed}
                onMoved={(toMs) => void change(moved(itemsOf(items), chapter.index, toMs, durationMs))}
                onRename={() => onRename(chapter.index)}
                onRemove={() => void change(removed(itemsOf(items), chapter.index))}
              />
            )
          );
        })}
      {pointedMs !== null && (
        <Preview chapters={items} screenshots={screenshots} durationMs={durationMs} atMs={pointedMs} />
      )}
    </div>
  );
}

function timeAt({ clientX, currentTarget }: PointerEvent, durationMs: number): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return Math.round(Math.min(1, Math.max(0, (clientX - left) / width)) * (durationMs - 1));
}

/** For the keyboard there are the player's own controls and the buttons below. */
function Parts({ chapters, durationMs }: { chapters: readonly Chapter[]; durationMs: number }) {
  const second = useSecond();
  const parts = chapters.length > 0 ? chapters : [{ index: 0, startMs: 0, endMs: durationMs }];
  return (
    <span className="strip-parts" aria-hidden="true">
      {parts.map(({ index, startMs, endMs }) => (
        <span key={index} className="strip-part" style={{ flexGrow: Math.max(1, endMs - startMs) }}>
          <span className="strip-done" style={{ transform: `scaleX(${share(second, startMs, endMs)})` }} />
        </span>
      ))}
    </span>
  );
}

const share = (ms: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (ms - from) / Math.max(1, to - from)));

interface PreviewProps {
  chapters: readonly Chapter[];
  screenshots: readonly Screenshot[];
  durationMs: number;
  atMs: number;
}

function Preview({ chapters, screenshots, durationMs, atMs }: PreviewProps) {
  const picture = screenshots.findLast((screenshot) => screenshot.atMs <= atMs);
  const chapter = chapterAt(chapters, atMs);
  return (
    <span
      className="strip-preview"
      aria-hidden="true"
      style={{ left: `clamp(4.5rem, ${(atMs / durationMs) * 100}%, calc(100% - 4.5rem))` }}
    >
      {picture && <img src={picture.url} width={picture.width} height={picture.height} alt="" />}
      <span>
        {clock(atMs)}
        {chapter && ` · ${chapter.title}`}
      </span>
    </span>
  );
}
