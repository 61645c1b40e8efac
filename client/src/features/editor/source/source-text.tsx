import type { ReactNode } from 'react';
import { useCallback, useRef } from 'react';
import { IconButton } from '../../../ui/icon-button.js';
import type { DraftSession } from '../draft-session.js';
import { useStore } from '../../../tiny-store.js';
import { t } from '../../../words/words.js';
import { useOpenDraft } from '../use-open-draft.js';
import { SourceDraft } from './source-draft.js';

interface SourceTextProps {
  session: DraftSession;
  label: string;
  onPicture: () => void;
  /** Pictures were dropped on the text, or pasted. */
  onPictures: (files: File[]) => void;
  /** The choice between this and rich text. */
  modes: ReactNode;
  /** Told when it is there, and null when it is gone. */
  onOpen: (draft: SourceDraft | null) => void;
}

/** The draft as Markdown. */
export default function SourceText({ session, label, onPicture, onPictures, modes, onOpen }: SourceTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const open = useCallback(
    () => place.current && new SourceDraft(place.current, session, label, onPictures),
    [session, label, onPictures],
  );
  const draft = useOpenDraft(open, onOpen);
  return (
    <div className="source-text">
      <div className="rich-tools-place">
        <div className="rich-tools-row">
          <div className="rich-tools">
            <IconButton name={t('editor.tools.screenshot')} icon="picture" onClick={onPicture} />
            {draft && <LockButton draft={draft} />}
          </div>
          {modes}
        </div>
      </div>
      <div ref={place} />
    </div>
  );
}

function LockButton({ draft }: { draft: SourceDraft }) {
  const pressed = useStore(draft.lockedHere, (isLocked) => isLocked);
  return (
    <IconButton name={t('editor.lock.passage')} icon="lock" pressed={pressed} onClick={() => draft.toggleLock()} />
  );
}
