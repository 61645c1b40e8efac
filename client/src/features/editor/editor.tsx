import type { KeyboardEvent } from 'react';
import { useDeferredValue, useEffect, useId, useState } from 'react';
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
import { CopyButton } from './read-only.js';
import { UnsavedTexts } from './unsaved.js';
import { Versions } from './versions.js';

interface EditorProps {
  projectId: string;
  label: string;
  /** As read from the server; a newer version arrives here too. */
  loaded: TaggedContent;
}

export function Editor({ projectId, label, loaded }: EditorProps) {
  const session = useDraftSession(projectId, loaded);
  const { text, base, save, conflict, restored } = useStore(session.state, (state) => state);
  const shown = useDeferredValue(text);
  const id = useId();
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
      {base.stale && <Message tone="warn">This was made from a transcript that has changed since.</Message>}
      {conflict && <Conflict session={session} mine={text} theirs={conflict} busy={busy} />}
      <div className="panes">
        <div className="pane">
          <label className="pane-title" htmlFor={id}>
            Draft
          </label>
          <textarea
            id={id}
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
          <div className="preview" tabIndex={0} role="group" aria-label="Preview">
            <Markdown projectId={projectId} text={shown} />
          </div>
        </div>
      </div>
      <Versions projectId={projectId} current={base} onRestore={(version) => void session.restore(version)} />
    </section>
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
