import { lazy, Suspense, useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { Loading } from '../../ui/resource-view.js';
import { usePlayback } from '../player/playback.js';
import { pictureAddress } from './markdown.js';
import type { DraftSession } from './draft-session.js';
import { Counts } from './posts/count.js';
import { PickPicture } from './pictures/pick-picture.js';
import { RichText } from './rich/rich-text.js';
import { useSentPictures } from './sent-pictures.js';
import { t } from '../../words/words.js';

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
  /** The most characters that it may have; null where there is no limit. */
  max: number | null;
  onOpen: (draft: OpenDraft | null) => void;
}

/** Where a draft is written. Its history can be undone across pictures, newer versions and conflicts. */
export function Writing({ projectId, label, session, max, onOpen }: WritingProps) {
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
  const onPictures = useSentPictures(projectId, draft);
  const place = {
    session,
    label,
    onPicture: () => setPicking(!picking),
    onPictures,
    modes: <ModeButton mode={unreadable ? 'markdown' : mode} onChoose={choose} />,
    onOpen: opened,
  };
  return (
    <div className="writing-place">
      {mode === 'rich' && unreadable && <Message tone="warn">{t('editor.tooDeepHere')}</Message>}
      {picking && (
        <PickPicture
          projectId={projectId}
          onPick={(markdown) => draft?.insertBlocks(markdown)}
          onPictures={onPictures}
          onClose={() => setPicking(false)}
        />
      )}
      {mode === 'rich' && !unreadable ? (
        <RichText {...place} addressOf={pictures} onTime={onTime} onUnreadable={onUnreadable} />
      ) : (
        <Suspense fallback={<Loading />}>
          <SourceText {...place} />
        </Suspense>
      )}
      <WritingFoot session={session} max={max} />
    </div>
  );
}

function WritingFoot({ session, max }: Pick<WritingProps, 'session' | 'max'>) {
  const text = useStore(session.state, (state) => state.text);
  return (
    <p className="writing-foot">
      <Counts text={text} max={max} />
    </p>
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
      title={t(isMarkdown ? 'editor.toRich' : 'editor.toMarkdown')}
      onClick={() => onChoose(isMarkdown ? 'rich' : 'markdown')}
    >
      {t('editor.markdown')}
    </Button>
  );
}
