import type { ReactNode } from 'react';
import { useCallback, useRef } from 'react';
import type { DraftSession } from '../draft-session.js';
import { useOpenDraft } from '../use-open-draft.js';
import type { RichDraftOptions } from './rich-draft.js';
import { RichDraft } from './rich-draft.js';
import { Toolbar } from './toolbar.js';

interface RichTextProps extends RichDraftOptions {
  session: DraftSession;
  onPicture: () => void;
  /** The choice between this and Markdown. */
  modes: ReactNode;
  /** Told when it is there, and null when it is gone. */
  onOpen: (draft: RichDraft | null) => void;
}

/** The draft as rich text that is Markdown underneath. It is built anew where what it is given is another. */
export function RichText({ session, label, addressOf, onTime, onUnreadable, onPicture, modes, onOpen }: RichTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const open = useCallback(
    () => place.current && new RichDraft(place.current, session, { label, addressOf, onTime, onUnreadable }),
    [session, label, addressOf, onTime, onUnreadable],
  );
  const draft = useOpenDraft(open, onOpen);
  return (
    <div className="rich">
      {draft && <Toolbar draft={draft} onPicture={onPicture} modes={modes} />}
      <div ref={place} className="rich-place" />
    </div>
  );
}
