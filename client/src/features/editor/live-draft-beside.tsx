import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Task } from '../../../../src/contract/task.js';
import type { LiveText } from '../../realtime/live.js';
import { Button } from '../../ui/button.js';
import { wordsIn } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';

interface BesideProps {
  task: Task | undefined;
  live: LiveText | undefined;
  /** The version that is loaded, and the newest there is. */
  version: { loaded: number; newest: number };
  /** The draft as it grows. */
  growing: (text: string) => ReactNode;
  /** The version that exists, with whatever is typed in it: it may be hidden, but is never unmounted. */
  children: ReactNode;
}

/** For a draft that has a version already: it stays, and a message above it leads to the one being written. */
export function BesideLiveDraft({ task, live, version, growing, children }: BesideProps) {
  const [shows, setShows] = useState(false);
  // A draft that was finished before the page was opened needs no message.
  const [done, setDone] = useState(task?.status === 'running' ? null : task?.id);
  const news = live !== undefined && task?.id !== done ? live : null;
  const isShown = shows && news !== null && (news.writing || version.loaded < version.newest);
  return (
    <>
      {news && (
        <div className="beside">
          <p>{news.writing ? t('editor.live.beside', { count: wordsIn(news.text) }) : t('editor.live.written')}</p>
          {news.writing ? (
            <ReadAlong shows={shows} version={version.loaded} onClick={() => setShows(!shows)} />
          ) : (
            <Button small onClick={() => setDone(task?.id)}>
              {t('editor.ok')}
            </Button>
          )}
        </div>
      )}
      {isShown && growing(news.text)}
      <div hidden={isShown}>{children}</div>
    </>
  );
}

function ReadAlong({ shows, version, onClick }: { shows: boolean; version: number; onClick: () => void }) {
  if (!shows) {
    return (
      <Button small onClick={onClick}>
        {t('editor.live.readAlong')}
      </Button>
    );
  }
  return (
    <Button small aria-label={t('editor.live.back', { version })} onClick={onClick}>
      {t('editor.live.version', { version })}
    </Button>
  );
}
