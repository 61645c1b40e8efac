import type { PointerEvent } from 'react';
import { useState } from 'react';
import type { Chapter, Screenshot } from '../../../../src/contract/content.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { clock } from '../../ui/times-and-sizes.js';
import { usePlayback } from './playback.js';

interface ChapterBarProps {
  chapters: readonly Chapter[];
  screenshots: readonly Screenshot[];
  durationMs: number;
}

/** In whole seconds, so that it is drawn once a second, not four times. */
const useSecond = (): number => useStore(usePlayback().state, ({ timeMs }) => Math.floor(timeMs / 1_000) * 1_000);

export function ChapterBar({ chapters, screenshots, durationMs }: ChapterBarProps) {
  return (
    <div className="chapter-bar">
      <Bar chapters={chapters} screenshots={screenshots} durationMs={durationMs} />
      {chapters.length > 0 && <Steps chapters={chapters} />}
    </div>
  );
}

/** A strip to point at: the screenshot of that time shows above it, a press goes there. For the keyboard there are the buttons below. */
function Bar({ chapters, screenshots, durationMs }: ChapterBarProps) {
  const playback = usePlayback();
  const second = useSecond();
  const [pointedMs, setPointed] = useState<number | null>(null);
  const timeOf = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.round(Math.min(1, Math.max(0, (clientX - left) / width)) * (durationMs - 1));
  };
  const parts = chapters.length > 0 ? chapters : [{ index: 0, startMs: 0, endMs: durationMs }];
  return (
    <div
      className="strip"
      data-testid="chapter-bar"
      aria-hidden="true"
      onPointerMove={(event) => setPointed(timeOf(event))}
      onPointerLeave={() => setPointed(null)}
      onPointerDown={(event) => playback.seek(timeOf(event))}
    >
      {parts.map(({ index, startMs, endMs }) => (
        <span key={index} className="strip-part" style={{ flexGrow: Math.max(1, endMs - startMs) }}>
          <span className="strip-done" style={{ transform: `scaleX(${share(second, startMs, endMs)})` }} />
        </span>
      ))}
      {pointedMs !== null && (
        <Preview chapters={chapters} screenshots={screenshots} durationMs={durationMs} atMs={pointedMs} />
      )}
    </div>
  );
}

const share = (ms: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (ms - from) / Math.max(1, to - from)));

function Preview({ chapters, screenshots, durationMs, atMs }: ChapterBarProps & { atMs: number }) {
  const picture = screenshots.findLast((screenshot) => screenshot.atMs <= atMs);
  const chapter = chapterAt(chapters, atMs);
  return (
    <span
      className="strip-preview"
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

function Steps({ chapters }: { chapters: readonly Chapter[] }) {
  const playback = usePlayback();
  const second = useSecond();
  const now = chapterAt(chapters, second + 999);
  const at = now?.index ?? -1;
  const before = chapters[at - 1];
  const next = chapters[at + 1];
  return (
    <div className="chapter-steps">
      <Button
        small
        look="quiet"
        disabled={!before}
        aria-label={before ? `To the chapter before: ${before.title}` : 'This is the first chapter'}
        onClick={() => before && playback.seek(before.startMs)}
      >
        ‹
      </Button>
      <span className="chapter-now" title={now?.title}>
        {now?.title}
      </span>
      <Button
        small
        look="quiet"
        disabled={!next}
        aria-label={next ? `To the next chapter: ${next.title}` : 'This is the last chapter'}
        onClick={() => next && playback.seek(next.startMs)}
      >
        ›
      </Button>
    </div>
  );
}

/** Which chapter `timeMs` is in; undefined where there are none. */
const chapterAt = (chapters: readonly Chapter[], timeMs: number): Chapter | undefined =>
  chapters.findLast(({ startMs }) => startMs <= timeMs);
