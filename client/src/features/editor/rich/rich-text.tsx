import type { ReactNode, Ref } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { createStore, useStore } from '../../../tiny-store.js';
import type { DraftSession } from '../draft-session.js';
import { FindBar } from '../find-bar.js';
import { keepRoom, roomKept } from '../kept-room.js';
import { useOpenDraft } from '../use-open-draft.js';
import type { RichDraftOptions } from './rich-draft.js';
import { RichDraft } from './rich-draft.js';
import type { RichEditor } from './rich-editor.js';
import { SlashList } from './slash-list.js';
import { Toolbar } from './toolbar.js';

interface RichTextProps extends RichDraftOptions {
  session: DraftSession;
  onPicture: () => void;
  /** The choice between this and Markdown. */
  modes: ReactNode;
  /** Told when it is there, and null when it is gone. */
  onOpen: (draft: RichDraft | null) => void;
}

const NONE = createStore<RichEditor | null>(null);

function Find({ draft, ...rest }: { draft: RichDraft; words: string; onClose: () => void }) {
  const editor = useStore(draft.editor, (state) => state);
  return editor && <FindBar in={editor.finder} {...rest} />;
}

/** `room`: how tall it is at least until the editor is open, in pixels. */
function Place({ draft, room, ref }: { draft: RichDraft | null; room: number; ref: Ref<HTMLDivElement> }) {
  const editor = useStore(draft?.editor ?? NONE, (state) => state);
  return <div ref={ref} className="rich-place" style={editor === null ? { minHeight: room } : undefined} />;
}

/** The draft as rich text that is Markdown underneath. It is built anew where what it is given is another. */
export function RichText({ session, onPicture, modes, onOpen, ...options }: RichTextProps) {
  const { label, addressOf, onTime, onPictures, onUnreadable } = options;
  const place = useRef<HTMLDivElement>(null);
  const open = useCallback(
    () =>
      place.current && new RichDraft(place.current, session, { label, addressOf, onTime, onPictures, onUnreadable }),
    [session, label, addressOf, onTime, onPictures, onUnreadable],
  );
  const draft = useOpenDraft(open, onOpen);
  const [room] = useState(roomKept);
  useEffect(() => keepRoom(0), []);
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
      <Place ref={place} draft={draft} room={room} />
    </div>
  );
}
