import type { KeyboardEvent } from 'react';
import { useCallback, useEffect } from 'react';
import type { ContentTypeInfo } from '../../../../../src/contract/content.js';
import { useStore } from '../../../tiny-store.js';
import { IconButton } from '../../../ui/icon-button.js';
import type { DraftSession } from '../draft-session.js';
import type { Mends, MendsByParagraph } from '../mends.js';
import { MendMark, mendsByParagraph, mendsIn } from '../mends.js';
import { refuseFiles } from '../sent-pictures.js';
import { CopyButton } from '../take-away.js';
import { UndoButtons } from '../undo-buttons.js';
import { undoKey } from '../undo.js';
import { useFittingHeight } from '../../../ui/fitting-height.js';
import { useOpenDraft } from '../use-open-draft.js';
import type { OpenDraft } from '../writing.js';
import type { FieldMarksProps } from './field-marks.js';
import { FieldMarks } from './field-marks.js';
import { FindButton, useFinding } from './use-finding.js';
import { Count } from './count.js';
import { lengthOf } from './counting.js';
import type { Cursor, Post } from './thread-draft.js';
import { ThreadDraft } from './thread-draft.js';
import { t } from '../../../words/words.js';

interface ThreadWritingProps {
  session: DraftSession;
  /** Of each post; null where there is none. */
  limit: ContentTypeInfo['limit'];
  onOpen: (draft: OpenDraft | null) => void;
}

/** A thread as its posts, as they will look, each to be written in, split, joined and moved. */
export function ThreadWriting({ session, limit, onOpen }: ThreadWritingProps) {
  const open = useCallback(() => new ThreadDraft(session), [session]);
  const draft = useOpenDraft(open, onOpen);
  const base = useStore(session.state, (state) => state.base);
  return draft && <Posts draft={draft} limit={limit} mends={mendsByParagraph(base)} />;
}

interface PostsProps extends Pick<PostCardProps, 'draft' | 'limit'> {
  mends: MendsByParagraph;
}

function Posts({ draft, limit, mends }: PostsProps) {
  const { posts, cursor, canUndo, canRedo } = useStore(draft.state, (state) => state);
  const finding = useFinding(draft);
  const onKeyDown = (event: KeyboardEvent): void => {
    const asked = undoKey(event);
    if (asked !== null) draft[asked]();
    else if (!finding.onKey(event)) return;
    event.preventDefault();
  };
  return (
    <div
      className="thread-writing"
      onKeyDown={onKeyDown}
      onDrop={({ nativeEvent }) => refuseFiles(nativeEvent)}
      onPaste={({ nativeEvent }) => refuseFiles(nativeEvent)}
    >
      {finding.bar}
      <div className="thread-tools">
        <UndoButtons draft={draft} canUndo={canUndo} canRedo={canRedo} />
        <FindButton onFind={finding.start} />
        <span className="hint with-keyboard">{t('editor.posts.keys')}</span>
      </div>
      <ol className="thread">
        {posts.map((post, i) => (
          <PostCard
            key={post.id}
            draft={draft}
            post={post}
            place={{ number: i + 1, of: posts.length }}
            limit={limit}
            mends={mendsIn(post.text, mends)}
            marks={finding.marksOf(i)}
            cursor={cursor?.id === post.id ? cursor : null}
          />
        ))}
      </ol>
    </div>
  );
}

interface PostCardProps {
  draft: ThreadDraft;
  post: Post;
  place: { number: number; of: number };
  limit: ContentTypeInfo['limit'];
  mends: Mends;
  marks: Pick<FieldMarksProps, 'matches' | 'selected'>;
  cursor: Cursor | null;
}

function PostCard({ draft, post, place, limit, mends, marks, cursor }: PostCardProps) {
  const { id, text } = post;
  const field = useFittingHeight(text);
  useEffect(() => {
    if (!cursor) return;
    field.current?.focus();
    field.current?.setSelectionRange(cursor.at, cursor.at);
  }, [field, cursor]);
  const split = (): void => draft.split(id, field.current?.selectionEnd ?? text.length);
  return (
    <li className="card post">
      <div className="field-place">
        <FieldMarks text={text} {...marks} />
        <textarea
          ref={field}
          className="post-text post-field"
          rows={1}
          value={text}
          spellCheck
          aria-label={t('editor.posts.post', place)}
          onFocus={() => draft.moveTo(id)}
          onChange={(event) => draft.edit(id, event.target.value)}
          onKeyDown={(event) => onPostKey(event, draft, id, split)}
        />
      </div>
      <MendMark mends={mends} />
      <div className="post-foot">
        <span className="muted">{t('editor.posts.place', place)}</span>
        <Count used={lengthOf(text, limit)} max={limit?.max ?? null} />
        <PostTools isLocked={post.locked === true} draft={draft} id={id} place={place} onSplit={split} />
        <CopyButton text={text} spoken={t('editor.posts.copy', place)} how={t('editor.posts.postSentence', place)} />
      </div>
    </li>
  );
}

interface PostToolsProps {
  isLocked: boolean;
  draft: ThreadDraft;
  id: number;
  place: PostCardProps['place'];
  onSplit: () => void;
}

function PostTools({ isLocked, draft, id, place: { number, of }, onSplit }: PostToolsProps) {
  const isFirst = number === 1;
  return (
    <span className="post-tools">
      <IconButton
        name={t('editor.posts.up', { number })}
        icon="up"
        disabled={isFirst}
        onClick={() => draft.move(id, -1)}
      />
      <IconButton
        name={t('editor.posts.down', { number })}
        icon="down"
        disabled={number === of}
        onClick={() => draft.move(id, 1)}
      />
      <IconButton name={t('editor.posts.split', { number })} icon="split" onClick={onSplit} />
      <IconButton
        name={t('editor.posts.join', { number })}
        icon="join"
        disabled={isFirst}
        onClick={() => draft.join(id)}
      />
      <IconButton
        name={t('editor.posts.lock', { number })}
        icon="lock"
        pressed={isLocked}
        onClick={() => draft.toggleLock(id)}
      />
      <IconButton name={t('editor.posts.add', { number })} icon="plus" onClick={() => draft.add(id)} />
      <IconButton name={t('editor.posts.remove', { number })} icon="bin" onClick={() => draft.remove(id)} />
    </span>
  );
}

function onPostKey(event: KeyboardEvent<HTMLTextAreaElement>, draft: ThreadDraft, id: number, split: () => void): void {
  const { key, altKey, ctrlKey, metaKey, currentTarget } = event;
  const isAtStart = currentTarget.selectionStart === 0 && currentTarget.selectionEnd === 0;
  if (key === 'Enter' && (ctrlKey || metaKey)) split();
  else if (altKey && key === 'ArrowUp') draft.move(id, -1);
  else if (altKey && key === 'ArrowDown') draft.move(id, 1);
  else if (key === 'Backspace' && isAtStart) draft.join(id);
  else return;
  event.preventDefault();
}
