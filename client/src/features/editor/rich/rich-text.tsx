import type { ReactNode } from 'react';
import { useCallback, useRef, useState } from 'react';
import { useStore } from '../../../tiny-store.js';
import type { DraftSession } from '../draft-session.js';
import { FindBar } from '../find-bar.js';
import { Markdown } from '../markdown.js';
import { useOpenDraft } from '../use-open-draft.js';
import type { RichDraftOptions } from './rich-draft.js';
import { RichDraft } from './rich-draft.js';
import { SlashList } from './slash-list.js';
import { Toolbar } from './toolbar.js';

interface RichTextProps extends RichDraftOptions {
  projectId: string;
  session: DraftSession;
  onPicture: () => void;
  /** The choice between this and Markdown. */
  modes: ReactNode;
  /** Told when it is there, and null when it is gone. */
  onOpen: (draft: RichDraft | null) => void;
}

function Find({ draft, ...rest }: { draft: RichDraft; words: string; onClose: () => void }) {
  const editor = useStore(draft.editor, (state) => state);
  return editor && <FindBar in={editor.finder} {...rest} />;
}

/** The same text to be read, until it can be written in: the page is as long as it will be, so that it does not move. */
function UntilOpen({ draft, projectId, text }: { draft: RichDraft; projectId: string; text: string }) {
  const editor = useStore(draft.editor, (state) => state);
  return editor === null && <Markdown projectId={projectId} text={text} />;
}

/** The draft as rich text that is Markdown underneath. It is built anew where what it is given is another. */
export function RichText({ projectId, session, onPicture, modes, onOpen, ...options }: RichTextProps) {
  const { label, addressOf, onTime, onPictures, onUnreadable } = options;
  const place = useRef<HTMLDivElement>(null);
  const open = useCallback(
    () =>
      place.current && new RichDraft(place.current, session, { label, addressOf, onTime, onPictures, onUnreadable }),
    [session, label, addressOf, onTime, onPictures, onUnreadable],
  );
  const draft = useOpenDraft(open, onOpen);
  const [finding, setFinding] = useState<string | null>(null);
  const startFinding = (): void => setFinding(draft?.editor.get()?.finder.selectedWords ?? '');
  return (
    <div
      className="rich"
      onKeyDown={(event) => {
        if (!'fh'.includes(event.key.toLowerCase()) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
        event.preventDefault();
        startFinding();
      }}
    >
      {draft && <Toolbar draft={draft} onPicture={onPicture} onFind={startFinding} modes={modes} />}
      {draft && finding !== null && (
        <Find
          draft={draft}
          words={finding}
          onClose={() => {
            setFinding(null);
            draft.editor.get()?.focus();
          }}
        />
      )}
      {draft && <SlashList draft={draft} onPicture={onPicture} />}
      {draft && <UntilOpen draft={draft} projectId={projectId} text={session.state.get().text} />}
      <div ref={place} className="rich-place" />
    </div>
  );
}
