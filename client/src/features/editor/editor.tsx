import type { KeyboardEvent } from 'react';
import { useEffect, useId, useState } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ContentSummary } from '../../../../src/contract/project.js';
import type { TaggedContent } from '../../api.js';
import { api } from '../../api.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { keptFor } from '../../ui/kept.js';
import { Message } from '../../ui/message.js';
import { Conflict } from './conflict.js';
import type { DraftState, SaveState } from './draft-session.js';
import { DraftSession } from './draft-session.js';
import { Grounding } from './grounding.js';
import { PlainWriting } from './posts/plain-writing.js';
import { ThreadWriting } from './posts/thread-writing.js';
import { ReviewBar } from '../review/review-bar.js';
import { OpenIn } from '../leaving/open-in.js';
import { CopyButton, CopyFormattedButton, DownloadMenu } from './take-away.js';
import type { QuotePlace } from './quote.js';
import { offerQuotePlace } from './quote.js';
import { UnsavedTexts } from './unsaved.js';
import { Stale } from './stale.js';
import { Versions } from './versions.js';
import { Offered } from './offered.js';
import type { OpenDraft } from './writing.js';
import { Writing } from './writing.js';
import { t } from '../../words/words.js';

interface EditorProps {
  projectId: string;
  label: string;
  /** As read from the server; a newer version arrives here too. */
  loaded: TaggedContent;
  /** From the snapshot: how far it has come among people changes without a new version. */
  summary: ContentSummary | undefined;
  /** What it was made from has changed since. */
  stale: boolean;
  limit: ContentTypeInfo['limit'];
}

/** One draft, to be written in: as rich text, as a thread's posts, or as plain text, as its format says. */
export function Editor({ projectId, label, loaded, summary, stale, limit }: EditorProps) {
  const session = useDraftSession(projectId, loaded);
  const { text, base, save, conflict, restored } = useStore(session.state, (state) => state);
  const id = useId();
  const [draft, setDraft] = useState<OpenDraft | null>(null);
  useQuotePlace({ projectId, type: base.type, label, format: base.format }, draft);
  return (
    <section className="editor" aria-labelledby={`${id}-title`} onKeyDown={(event) => onSaveKey(event, session, draft)}>
      {summary && <ReviewBar projectId={projectId} content={summary} seen={() => storedVersion(session, draft)} />}
      <EditorHead
        id={`${id}-title`}
        projectId={projectId}
        label={label}
        state={{ text, base, save }}
        onSave={async () => {
          draft?.flush();
          await session.saveNow();
        }}
      />
      <Grounding content={base} />
      {restored && !conflict && (
        <Message
          tone="plain"
          actions={
            <Button small onClick={() => session.restoredWasRead()}>
              {t('editor.ok')}
            </Button>
          }
        >
          {t('editor.restored')}
        </Message>
      )}
      {stale && <Stale type={base.type} />}
      <TwoTexts projectId={projectId} session={session} />
      <WritingPlace projectId={projectId} label={label} session={session} limit={limit} onOpen={setDraft} />
      <Versions
        projectId={projectId}
        current={base}
        onRestore={(version) => void session.restore(version)}
        onTake={(taken) => void session.goOnWith(taken)}
      />
    </section>
  );
}

/** Saves what is on the screen: the version that it is then, or null while it is none. */
async function storedVersion(session: DraftSession, draft: OpenDraft | null): Promise<number | null> {
  draft?.flush();
  await session.saveNow();
  const { conflict, save, base } = session.state.get();
  return conflict || save.is !== 'saved' ? null : base.version;
}

/** What is to be chosen, where there is another text beside this one. */
function TwoTexts({ projectId, session }: { projectId: string; session: DraftSession }) {
  const { text, base, save, conflict } = useStore(session.state, (state) => state);
  const busy = save.is === 'saving';
  if (conflict) {
    const common = conflict.version === base.version ? null : base.body;
    return <Conflict session={session} mine={text} base={common} theirs={conflict} busy={busy} />;
  }
  if (base.offers === null) return null;
  const { type, offers: version } = base;
  return <Offered projectId={projectId} type={type} session={session} version={version} mine={text} busy={busy} />;
}

interface WritingPlaceProps extends Pick<EditorProps, 'projectId' | 'label' | 'limit'> {
  session: DraftSession;
  onOpen: (draft: OpenDraft | null) => void;
}

/** As the format of the draft says. */
function WritingPlace({ projectId, label, session, limit, onOpen }: WritingPlaceProps) {
  const common = { session, onOpen };
  switch (session.state.get().base.format) {
    case 'thread':
      return <ThreadWriting {...common} limit={limit} />;
    case 'text':
      return <PlainWriting {...common} projectId={projectId} label={label} max={limit?.max ?? null} />;
    case 'markdown':
      return <Writing {...common} projectId={projectId} label={label} max={limit?.max ?? null} />;
  }
}

/** While the draft is open, quotations can be put into it. */
function useQuotePlace({ projectId, type, label, format }: Omit<QuotePlace, 'insert'>, draft: OpenDraft | null): void {
  useEffect(
    () =>
      draft
        ? offerQuotePlace({ projectId, type, label, format, insert: (quote) => draft.insertBlocks(quote) })
        : undefined,
    [draft, projectId, type, label, format],
  );
}

interface EditorHeadProps {
  id: string;
  projectId: string;
  label: string;
  state: Pick<DraftState, 'text' | 'base' | 'save'>;
  /** Saves what is on the screen. */
  onSave: () => Promise<void>;
}

/** What the draft is, whether it is saved, and how it is taken away. */
function EditorHead({ id, projectId, label, state: { text, base, save }, onSave }: EditorHeadProps) {
  return (
    <div className="section-head">
      <div>
        <h2 id={id}>{label}</h2>
        <SaveStatus save={save} />
      </div>
      <div className="section-actions">
        <CopyButton
          text={text}
          how={t(base.format === 'markdown' ? 'editor.copy.asMarkdown' : 'editor.copy.asText')}
          label={t(base.format === 'thread' ? 'editor.copy.all' : 'editor.copy.copy')}
        />
        {base.format === 'markdown' && (
          <CopyFormattedButton projectId={projectId} type={base.type} text={text} save={onSave} />
        )}
        <OpenIn content={base} text={text} />
        <DownloadMenu projectId={projectId} content={base} />
      </div>
    </div>
  );
}

/** Lives as long as the page of this draft; newer versions are offered to it. */
function useDraftSession(projectId: string, loaded: TaggedContent): DraftSession {
  const [session] = useState(() => {
    const { type } = loaded.content;
    return new DraftSession(loaded, {
      save: (saved, etag) => api.saveContent(projectId, type, saved, etag),
      closeOffer: () => api.closeOffer(projectId, type),
      restore: (version) => api.restoreVersion(projectId, type, version),
      unsaved: new UnsavedTexts(localStorage, keptFor(), projectId, type),
    });
  });
  useEffect(() => {
    session.open();
    return () => session.close();
  }, [session]);
  useEffect(() => session.offer(loaded), [session, loaded]);
  return session;
}

function onSaveKey(event: KeyboardEvent, session: DraftSession, draft: OpenDraft | null): void {
  if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  draft?.flush();
  void session.saveNow();
}

function SaveStatus({ save }: { save: SaveState }) {
  const words = wordsFor(save);
  return (
    <span role="status" className={`save save-${save.is}`} title={save.is === 'failed' ? words : undefined}>
      {words}
    </span>
  );
}

function wordsFor(save: SaveState): string {
  return save.is === 'failed' ? t('editor.save.failed', { why: save.why }) : t(`editor.save.${save.is}`);
}
