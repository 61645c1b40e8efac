import { useCallback } from 'react';
import { useStore } from '../../../tiny-store.js';
import { useFittingHeight } from '../../../ui/fitting-height.js';
import { IconButton } from '../../../ui/icon-button.js';
import type { DraftSession } from '../draft-session.js';
import { PlainPost } from '../plain-post.js';
import { UndoButtons } from '../undo-buttons.js';
import { undoKey } from '../undo.js';
import { useOpenDraft } from '../use-open-draft.js';
import type { OpenDraft } from '../writing.js';
import { Counts } from './count.js';
import { PlainDraft } from './plain-draft.js';
import { t } from '../../../words/words.js';

interface PlainWritingProps {
  projectId: string;
  label: string;
  session: DraftSession;
  /** The most characters that it may have; null where there is no limit. */
  max: number | null;
  onOpen: (draft: OpenDraft | null) => void;
}

/** A post or a description to be written in, and beside it as it will look. */
export function PlainWriting({ session, onOpen, ...rest }: PlainWritingProps) {
  const open = useCallback(() => new PlainDraft(session), [session]);
  const draft = useOpenDraft(open, onOpen);
  return draft && <Panes draft={draft} {...rest} />;
}

interface PanesProps extends Pick<PlainWritingProps, 'projectId' | 'label' | 'max'> {
  draft: PlainDraft;
}

function Panes({ draft, projectId, label, max }: PanesProps) {
  const { text, canUndo, canRedo, locked, lockedHere } = useStore(draft.state, (state) => state);
  const field = useFittingHeight(text);
  return (
    <div className="plain-writing">
      <div className="card post">
        <textarea
          ref={field}
          className="post-text post-field"
          rows={8}
          value={text}
          spellCheck
          aria-label={label}
          onChange={(event) => draft.edit(event.target.value)}
          onSelect={(event) => draft.moveTo(event.currentTarget.selectionEnd)}
          onKeyDown={(event) => {
            const asked = undoKey(event);
            if (asked === null) return;
            event.preventDefault();
            draft[asked]();
          }}
        />
        <div className="post-foot">
          <Counts text={text} max={max} />
          <span className="post-tools">
            {locked > 0 && <span className="muted">{t('editor.lock.locked', { count: locked })}</span>}
            <IconButton
              name={t('editor.lock.paragraph')}
              icon="lock"
              pressed={lockedHere}
              onClick={() => draft.toggleLock()}
            />
            <UndoButtons draft={draft} canUndo={canUndo} canRedo={canRedo} />
          </span>
        </div>
      </div>
      <section aria-label={t('editor.posts.look')}>
        <h3 className="pane-title">{t('editor.posts.look')}</h3>
        <PlainPost projectId={projectId} body={text} max={max} />
      </section>
    </div>
  );
}
