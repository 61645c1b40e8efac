import type { KeyboardEvent } from 'react';
import { useCallback } from 'react';
import { useStore } from '../../../tiny-store.js';
import { useFittingHeight } from '../../../ui/fitting-height.js';
import { IconButton } from '../../../ui/icon-button.js';
import type { DraftSession } from '../draft-session.js';
import type { MendsByParagraph } from '../mends.js';
import { mendsByParagraph } from '../mends.js';
import { PlainPost } from '../plain-post.js';
import { refuseFiles } from '../sent-pictures.js';
import { UndoButtons } from '../undo-buttons.js';
import { undoKey } from '../undo.js';
import { useOpenDraft } from '../use-open-draft.js';
import type { OpenDraft } from '../writing.js';
import { FieldMarks } from './field-marks.js';
import { FindButton, useFinding } from './use-finding.js';
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
  const base = useStore(session.state, (state) => state.base);
  return draft && <Panes draft={draft} mends={mendsByParagraph(base)} {...rest} />;
}

interface PanesProps extends Pick<PlainWritingProps, 'projectId' | 'label' | 'max'> {
  draft: PlainDraft;
  mends: MendsByParagraph;
}

function Panes({ draft, mends, projectId, label, max }: PanesProps) {
  const { text, canUndo, canRedo, locked, lockedHere } = useStore(draft.state, (state) => state);
  const field = useFittingHeight(text);
  const finding = useFinding(draft);
  const onKeyDown = (event: KeyboardEvent): void => {
    const asked = undoKey(event);
    if (asked !== null) draft[asked]();
    else if (!finding.onKey(event)) return;
    event.preventDefault();
  };
  return (
    <div
      className="plain-writing"
      onKeyDown={onKeyDown}
      onDrop={({ nativeEvent }) => refuseFiles(nativeEvent)}
      onPaste={({ nativeEvent }) => refuseFiles(nativeEvent)}
    >
      <div className="card post">
        {finding.bar}
        <div className="field-place">
          <FieldMarks text={text} {...finding.marksOf(0)} />
          <textarea
            ref={field}
            className="post-text post-field"
            rows={8}
            value={text}
            spellCheck
            aria-label={label}
            onChange={(event) => draft.edit(event.target.value)}
            onSelect={(event) => draft.moveTo(event.currentTarget.selectionEnd)}
          />
        </div>
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
            <FindButton onFind={finding.start} />
            <UndoButtons draft={draft} canUndo={canUndo} canRedo={canRedo} />
          </span>
        </div>
      </div>
      <section aria-label={t('editor.posts.look')}>
        <h3 className="pane-title">{t('editor.posts.look')}</h3>
        <PlainPost projectId={projectId} body={text} max={max} mends={mends} />
      </section>
    </div>
  );
}
