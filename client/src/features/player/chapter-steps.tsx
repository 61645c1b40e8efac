import type { SubmitEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.js';
import { wordIn } from '../../ui/field.js';
import { IconButton } from '../../ui/icon-button.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { chapterAt, useSecond } from './chapter-now.js';
import { added, hasRoom, itemsOf, removed, renamed } from './chapter-moves.js';
import { usePlayback } from './playback.js';
import type { EditedChapters } from './use-chapters.js';

interface ChapterStepsProps {
  chapters: EditedChapters;
  durationMs: number;
  naming: number | 'new' | null;
  onNaming: (naming: number | 'new' | null) => void;
}

/** From chapter to chapter, and what can be done with the one that plays. */
export function ChapterSteps(props: ChapterStepsProps) {
  const { chapters, naming } = props;
  if (naming !== null && chapters.change) return <Naming {...props} />;
  return (
    <div className="chapter-steps">
      {chapters.items.length > 0 && <ToChapters {...props} />}
      {chapters.change && (
        <span className="chapter-changes">
          <Add {...props} />
          <IconButton
            name={t('chapters.undo')}
            icon="undo"
            disabled={!chapters.undo}
            onClick={() => chapters.undo?.()}
          />
        </span>
      )}
    </div>
  );
}

function ToChapters({ chapters: { items, change }, onNaming }: ChapterStepsProps) {
  const playback = usePlayback();
  const now = chapterAt(items, useSecond() + 999);
  const before = items[(now?.index ?? -1) - 1];
  const next = items[(now?.index ?? -1) + 1];
  return (
    <>
      <Button
        small
        look="quiet"
        disabled={!before}
        aria-label={before ? t('player.chapterBefore', { title: before.title }) : t('player.firstChapter')}
        onClick={() => before && playback.seek(before.startMs)}
      >
        ‹
      </Button>
      <span className="chapter-now" title={now?.title}>
        {now?.title}
      </span>
      {change && now && (
        <IconButton
          name={t('chapters.rename', { title: now.title })}
          icon="pencil"
          onClick={() => onNaming(now.index)}
        />
      )}
      <Button
        small
        look="quiet"
        disabled={!next}
        aria-label={next ? t('player.chapterNext', { title: next.title }) : t('player.lastChapter')}
        onClick={() => next && playback.seek(next.startMs)}
      >
        ›
      </Button>
    </>
  );
}

/** Says why not where there is no room: chapters are ten seconds apart. */
function Add({ chapters: { items }, durationMs, onNaming }: ChapterStepsProps) {
  const second = useSecond();
  const isPossible = hasRoom(items, second, durationMs);
  return (
    <IconButton
      name={t(isPossible ? 'chapters.add' : 'chapters.noRoom', { time: clock(items.length === 0 ? 0 : second) })}
      icon="plus"
      disabled={!isPossible}
      onClick={() => onNaming('new')}
    />
  );
}

/** The title of a chapter, or of a new one where the recording is now. */
function Naming({ chapters: { items, change }, durationMs, naming, onNaming }: ChapterStepsProps) {
  const playback = usePlayback();
  const [atMs] = useState(() => playback.state.get().timeMs);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const chapter = typeof naming === 'number' ? items[naming] : undefined;
  const place = chapter?.startMs ?? (items.length === 0 ? 0 : atMs);
  const close = (): void => onNaming(null);
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const title = wordIn(new FormData(event.currentTarget), 'title').trim();
    const known = itemsOf(items);
    if (title !== '') {
      if (chapter) void change?.(renamed(known, chapter.index, title));
      else if (hasRoom(items, place, durationMs)) void change?.(added(known, place, title));
    }
    close();
  }
  return (
    <form className="chapter-naming" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <input
        ref={field}
        name="title"
        aria-label={t('chapters.titleOf', { time: clock(place) })}
        placeholder={t('chapters.titleOf', { time: clock(place) })}
        defaultValue={chapter?.title ?? ''}
        required
        maxLength={200}
        autoFocus
      />
      <Button small look="primary" type="submit">
        {t(chapter ? 'chapters.save' : 'chapters.addIt')}
      </Button>
      {chapter && (
        <Button
          small
          look="quiet"
          onClick={() => {
            void change?.(removed(itemsOf(items), chapter.index));
            close();
          }}
        >
          {t('chapters.remove')}
        </Button>
      )}
      <Button small look="quiet" onClick={close}>
        {t('chapters.cancel')}
      </Button>
    </form>
  );
}
