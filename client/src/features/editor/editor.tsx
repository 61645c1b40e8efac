import type { KeyboardEvent, RefObject } from 'react';
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import type { Content } from '../../../../src/contract/content.js';
import type { TaggedContent } from '../../api.js';
import { api } from '../../api.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { Conflict } from './conflict.js';
import type { SaveState } from './draft-session.js';
import { DraftSession } from './draft-session.js';
import { Grounding } from './grounding.js';
import { Markdown } from './markdown.js';
import { PickScreenshot } from './pick-screenshot.js';
import { CopyButton, CopyFormattedButton, DownloadMenu } from './take-away.js';
import { UnsavedTexts } from './unsaved.js';
import { Versions } from './versions.js';

interface EditorProps {
  projectId: string;
  label: string;
  /** As read from the server; a newer version arrives here too. */
  loaded: TaggedContent;
  /** What it was made from has changed since. */
  stale: boolean;
}

export function Editor({ projectId, label, loaded, stale }: EditorProps) {
  const session = useDraftSession(projectId, loaded);
  const { text, base, save, conflict, restored } = useStore(session.state, (state) => state);
  const id = useId();
  const draft = useRef<HTMLTextAreaElement>(null);
  const preview = useRef<HTMLDivElement>(null);
  const busy = save.is === 'saving';
  return (
    <section className="editor" aria-labelledby={`${id}-title`} onKeyDown={(event) => onSaveKey(event, session)}>
      <div className="section-head">
        <div>
          <h2 id={`${id}-title`}>{label}</h2>
          <Grounding content={base} />
        </div>
        <div className="section-actions">
          <SaveStatus save={save} />
          <CopyButton text={text} />
          <CopyFormattedButton text={text} from={() => preview.current} />
          <DownloadMenu projectId={projectId} content={base} />
        </div>
      </div>
      {restored && !conflict && (
        <Message
          tone="plain"
          actions={
            <Button small onClick={() => session.restoredWasRead()}>
              OK
            </Button>
          }
        >
          What you had typed here without saving was kept, and is back. The text from before is among the versions.
        </Message>
      )}
      {stale && (
        <Message tone="warn">
          This was made from a transcript or chapters that have changed since. Redo it from the overview; this version
          stays.
        </Message>
      )}
      {conflict && <Conflict session={session} mine={text} theirs={conflict} busy={busy} />}
      <Panes projectId={projectId} session={session} text={text} base={base} draft={draft} preview={preview} />
      <PickScreenshot projectId={projectId} onPick={(markdown) => insert(session, draft.current, markdown)} />
      <Versions projectId={projectId} current={base} onRestore={(version) => void session.restore(version)} />
    </section>
  );
}

interface PanesProps {
  projectId: string;
  session: DraftSession;
  text: string;
  /** What is saved. */
  base: Content;
  draft: RefObject<HTMLTextAreaElement | null>;
  preview: RefObject<HTMLDivElement | null>;
}

/** The text, and beside it the preview. */
function Panes({ projectId, session, text, base, draft, preview }: PanesProps) {
  const id = useId();
  const shown = useDeferredValue(text);
  return (
    <div className="panes">
      <div className="pane">
        <label className="pane-title" htmlFor={id}>
          Draft
        </label>
        <textarea
          id={id}
          ref={draft}
          className="draft"
          value={text}
          spellCheck
          aria-describedby={`${id}-hint`}
          onChange={(event) => session.type(event.target.value)}
        />
        <p className="hint" id={`${id}-hint`}>
          Markdown. Saved by itself; Ctrl+S saves at once.
        </p>
      </div>
      <div className="pane">
        <h3 className="pane-title">Preview</h3>
        <div ref={preview} className="preview" tabIndex={0} role="group" aria-label="Preview">
          <Markdown
            projectId={projectId}
            text={shown}
            origins={shown === base.body ? base.grounding.paragraphs : undefined}
          />
        </div>
      </div>
    </div>
  );
}

/** Lives as long as the page of this draft; newer versions are offered to it. */
function useDraftSession(projectId: string, loaded: TaggedContent): DraftSession {
  const [session] = useState(() => {
    const { type } = loaded.content;
    return new DraftSession(loaded, {
      save: (body, etag) => api.saveContent(projectId, type, body, etag),
      restore: (version) => api.restoreVersion(projectId, type, version),
      unsaved: new UnsavedTexts(localStorage, projectId, type),
    });
  });
  useEffect(() => {
    session.open();
    return () => session.close();
  }, [session]);
  useEffect(() => session.offer(loaded), [session, loaded]);
  return session;
}

/** Inserts a paragraph at the cursor; the cursor is behind it then. */
function insert(session: DraftSession, draft: HTMLTextAreaElement | null, markdown: string): void {
  const { text } = session.state.get();
  const at = draft?.selectionEnd ?? text.length;
  const before = text.slice(0, at).replace(/\n*$/, '');
  const after = text.slice(at).replace(/^\n*/, '');
  const block = `${before === '' ? '' : '\n\n'}${markdown}\n\n`;
  session.type(before + block + after);
  requestAnimationFrame(() => {
    draft?.focus();
    draft?.setSelectionRange(before.length + block.length, before.length + block.length);
  });
}

function onSaveKey(event: KeyboardEvent, session: DraftSession): void {
  if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  void session.saveNow();
}

function SaveStatus({ save }: { save: SaveState }) {
  return (
    <span role="status" className={`save save-${save.is}`}>
      {wordsFor(save)}
    </span>
  );
}

function wordsFor(save: SaveState): string {
  switch (save.is) {
    case 'saved':
      return 'Saved';
    case 'editing':
      return 'Editing…';
    case 'saving':
      return 'Saving…';
    case 'failed':
      return `Not saved: ${save.why}`;
  }
}
