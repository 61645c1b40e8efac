import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Task } from '../../../../src/contract/task.js';
import type { LiveText } from '../../realtime/live.js';
import { Button } from '../../ui/button.js';
import { count, wordsIn } from '../../ui/times-and-sizes.js';

interface BesideProps {
  task: Task | undefined;
  live: LiveText | undefined;
  /** The version that is loaded, and the newest there is. */
  version: { loaded: number; newest: number };
  /** The draft as it grows. */
  growing: (text: string) => ReactNode;
  /** The version that is there, with all that may be typed in it: it is never taken away, at most out of sight. */
  children: ReactNode;
}

/** Where a version is there already: it stays, and one line above it leads to the one that is being written. */
export function BesideLiveDraft({ task, live, version, growing, children }: BesideProps) {
  const [shows, setShows] = useState(false);
  // What was over when the page was opened is no news.
  const [done, setDone] = useState(task?.status === 'running' ? null : task?.id);
  const news = live !== undefined && task?.id !== done ? live : null;
  const isShown = shows && news !== null && (news.writing || version.loaded < version.newest);
  return (
    <>
      {news && (
        <div className="beside">
          <p>
            {news.writing
              ? `A new version is being written: ${count(wordsIn(news.text), 'word')} so far.`
              : 'The new version is written.'}
          </p>
          {news.writing ? (
            <ReadAlong shows={shows} version={version.loaded} onClick={() => setShows(!shows)} />
          ) : (
            <Button small onClick={() => setDone(task?.id)}>
              OK
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
        Read along
      </Button>
    );
  }
  return (
    <Button small aria-label={`Back to version ${version}`} onClick={onClick}>
      Version {version}
    </Button>
  );
}
