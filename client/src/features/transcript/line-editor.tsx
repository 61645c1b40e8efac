import type { KeyboardEvent } from 'react';
import { useId, useRef, useState } from 'react';
import type { Segment, Speaker, TranscriptCorrections } from '../../../../src/contract/content.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import type { TypedLine } from './correct-line.js';
import { correctLine } from './correct-line.js';
import { SaidByChoice, saidOf } from './said-by.js';
import type { EditedTranscript } from './use-transcript.js';

interface LineEditorProps {
  projectId: string;
  /** As it is now. */
  segment: Segment;
  typed: TypedLine;
  edited: EditedTranscript;
  speakers: readonly Speaker[];
  onType: (typed: TypedLine) => void;
  onClose: () => void;
}

/** One line being corrected: Enter saves it, Escape leaves it as it was. */
export function LineEditor(props: LineEditorProps) {
  const { segment, typed, edited, speakers, onType, onClose } = props;
  const id = useId();
  const { save, busy, refusal, divide, join, area } = useLine(props);
  const time = clock(segment.startMs);
  const removes = typed.text.trim() === '';
  const next = edited.transcript.segments[segment.index + 1];

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key === 'Escape') onClose();
    if (event.key === 'Backspace' && selectionEnd === 0 && segment.index > 0) {
      event.preventDefault();
      return void join(segment.index - 1);
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void (event.ctrlKey || event.metaKey ? divide(selectionStart) : save());
  }

  return (
    <li className="line line-editing">
      <span className="line-time">{time}</span>
      <div>
        <textarea
          ref={area}
          id={id}
          rows={Math.max(1, Math.ceil(typed.text.length / 40))}
          autoFocus
          value={typed.text}
          readOnly={busy}
          aria-label={t('transcript.lineAt', { time })}
          aria-describedby={`${id}-hint`}
          onFocus={({ currentTarget }) => currentTarget.setSelectionRange(typed.text.length, typed.text.length)}
          onChange={(event) => onType({ ...typed, text: event.target.value })}
          onKeyDown={onKeyDown}
        />
        <SaidByChoice
          time={time}
          speakers={speakers}
          before={segment.speaker}
          chosen={typed.saidBy}
          onChoose={(saidBy) => onType({ ...typed, saidBy })}
        />
        <div className="line-actions">
          <p id={`${id}-hint`} className="hint" role={refusal ? 'alert' : undefined}>
            {refusal || hintOf(typed, segment, next, speakers)}
          </p>
          <LineActions
            isLast={!next}
            removes={removes}
            busy={busy}
            onSplit={() => void divide(area.current?.selectionStart ?? 0)}
            onJoin={() => void join(segment.index)}
            onClose={onClose}
            onSave={() => void save()}
          />
        </div>
      </div>
    </li>
  );
}

/** Where somebody else says the next line it says so: joined, their words would become another's unseen. */
function hintOf(typed: TypedLine, now: Segment, next: Segment | undefined, speakers: readonly Speaker[]): string {
  if (now.text !== typed.segment.text) return t('transcript.otherText', { text: now.text });
  if (typed.text.trim() === '') return t('transcript.emptyHint');
  const other = next?.speaker === now.speaker ? undefined : speakers.find(({ id }) => id === next?.speaker);
  return other ? t('transcript.nextByOther', { name: other.name }) : t('transcript.hint');
}

interface LineActionsProps {
  isLast: boolean;
  removes: boolean;
  busy: boolean;
  onSplit: () => void;
  onJoin: () => void;
  onClose: () => void;
  onSave: () => void;
}

function LineActions({ isLast, removes, busy, onSplit, onJoin, onClose, onSave }: LineActionsProps) {
  return (
    <div className="line-buttons">
      <Button small look="quiet" aria-keyshortcuts="Control+Enter" title={t('transcript.splitKeys')} onClick={onSplit}>
        {t('transcript.split')}
      </Button>
      {!isLast && (
        <Button small look="quiet" title={t('transcript.joinKeys')} onClick={onJoin}>
          {t('transcript.join')}
        </Button>
      )}
      <span className="line-ends">
        <Button small look="quiet" onClick={onClose}>
          {t('transcript.cancel')}
        </Button>
        <Button small look="primary" busy={busy} onClick={onSave}>
          {t(removes ? 'transcript.takeOut' : 'transcript.save')}
        </Button>
      </span>
    </div>
  );
}

function useLine({ projectId, segment, typed, edited, onClose }: LineEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState('');
  const text = oneLine(typed.text);
  const { index } = segment;

  async function save(): Promise<void> {
    if (text === segment.text && !saidOf(typed.saidBy, segment.speaker)) return onClose();
    setSaving(true);
    setRefusal('');
    try {
      const now = { value: edited.transcript, etag: edited.etag };
      edited.took(...(await correctLine(projectId, segment, now, typed)));
      onClose();
    } catch (error) {
      setRefusal(messageOf(error));
      setSaving(false);
    }
  }

  /** What was typed is kept with it, as one step. */
  async function andThen(asked: TranscriptCorrections): Promise<void> {
    const first = text !== segment.text && text !== '' ? [{ segments: [{ index, text }] }] : [];
    if (await edited.change(...first, asked)) onClose();
  }

  async function divide(cursor: number): Promise<void> {
    const at = oneLine(typed.text.slice(0, cursor)).length;
    if (at === 0 || at >= text.length) return setRefusal(t('transcript.splitWhere'));
    await andThen({ split: { index, at } });
  }

  const join = (first: number): Promise<void> => andThen({ join: { index: first } });
  return { save, busy: saving || edited.busy, refusal, divide, join, area };
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();
