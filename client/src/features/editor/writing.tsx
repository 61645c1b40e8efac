import { lazy, Suspense, useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { addressOf } from '../../api.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { Loading } from '../../ui/resource-view.js';
import { usePlayback } from '../player/playback.js';
import { screenshotOf } from './markdown.js';
import type { DraftSession } from './draft-session.js';
import { PickScreenshot } from './pick-screenshot.js';
import { RichText } from './rich/rich-text.js';

/** The text on the screen, as rich text or as Markdown. */
export interface OpenDraft {
  dom: HTMLElement | null;
  /** Tells the session at once what is on the screen. */
  flush: () => void;
  /** Puts Markdown behind the paragraph that the cursor is in. */
  insertBlocks: (markdown: string) => void;
}

// Few people open it, and it is large.
const SourceText = lazy(() => import('./source/source-text.js'));

type Mode = 'rich' | 'markdown';
/** What people chose last, for all drafts. */
const CHOSEN = 'devreel:editor';

interface WritingProps {
  projectId: string;
  label: string;
  session: DraftSession;
  onOpen: (draft: OpenDraft | null) => void;
}

/** Where a draft is written. Its history can be undone across pictures, newer versions and conflicts. */
export function Writing({ projectId, label, session, onOpen }: WritingProps) {
  const { mode, choose, unreadable, onUnreadable } = useMode();
  const [picking, setPicking] = useState(false);
  const [draft, setDraft] = useState<OpenDraft | null>(null);
  const navigate = useNavigate();
  const playback = usePlayback();
  const pictures = useCallback((src: string) => pictureAddress(projectId, src), [projectId]);
  const onTime = useCallback(
    (atMs: number) => {
      if (playback.isThere) playback.playFrom(atMs);
      else void navigate(`/projects/${projectId}/transcript#t=${Math.floor(atMs / 1_000)}`);
    },
    [navigate, playback, projectId],
  );
  const opened = useCallback(
    (open: OpenDraft | null) => {
      setDraft(open);
      onOpen(open);
    },
    [onOpen],
  );
  const modes = <ModeButton mode={unreadable ? 'markdown' : mode} onChoose={choose} />;
  return (
    <div className="writing-place">
      {mode === 'rich' && unreadable && (
        <Message tone="warn">This text is nested too deeply to be laid out. Here it is as Markdown.</Message>
      )}
      {picking && (
        <PickScreenshot
          projectId={projectId}
          onPick={(markdown) => draft?.insertBlocks(markdown)}
          onClose={() => setPicking(false)}
        />
      )}
      {mode === 'rich' && !unreadable ? (
        <RichText
          session={session}
          label={label}
          addressOf={pictures}
          onTime={onTime}
          onUnreadable={onUnreadable}
          onPicture={() => setPicking(!picking)}
          modes={modes}
          onOpen={opened}
        />
      ) : (
        <Suspense fallback={<Loading />}>
          <SourceText
            session={session}
            label={label}
            onPicture={() => setPicking(!picking)}
            modes={modes}
            onOpen={opened}
          />
        </Suspense>
      )}
    </div>
  );
}

function useMode() {
  const [mode, setMode] = useState<Mode>(() => (localStorage.getItem(CHOSEN) === 'markdown' ? 'markdown' : 'rich'));
  const [unreadable, setUnreadable] = useState(false);
  const onUnreadable = useCallback(() => setUnreadable(true), []);
  const choose = (next: Mode): void => {
    localStorage.setItem(CHOSEN, next);
    setMode(next);
    setUnreadable(false);
  };
  return { mode, choose, unreadable, onUnreadable };
}

/** Pressed while the text is shown as Markdown. */
function ModeButton({ mode, onChoose }: { mode: Mode; onChoose: (mode: Mode) => void }) {
  const isMarkdown = mode === 'markdown';
  return (
    <Button
      small
      look="quiet"
      className="mode"
      aria-pressed={isMarkdown}
      title={isMarkdown ? 'Back to rich text' : 'Show the text as Markdown'}
      onClick={() => onChoose(isMarkdown ? 'rich' : 'markdown')}
    >
      Markdown
    </Button>
  );
}

function pictureAddress(projectId: string, src: string): string | null {
  const index = screenshotOf(src);
  return index === null ? null : addressOf.screenshot(projectId, index);
}
