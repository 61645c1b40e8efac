import type { SyntheticEvent } from 'react';
import { useId, useState } from 'react';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { ApiProblem, isProblem, messageOf } from '../../http.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { clock } from '../../ui/times-and-sizes.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';
import { usePlayback } from '../player/playback.js';
import type { Row } from './chapter-rows.js';
import { faultsByRow, toChapters, withChapterAt } from './chapter-rows.js';

export interface EditedChapters {
  /** Of the chapters as they were when editing began. */
  etag: string;
  rows: Row[];
}

interface ChaptersEditorProps {
  project: ProjectSnapshot;
  edited: EditedChapters;
  onChange: (edited: EditedChapters) => void;
  onClose: () => void;
}

/** All chapters as rows of time and title. Saved together, or left as they were; until then they are kept in this browser. */
export function ChaptersEditor({ project, edited, onChange, onClose }: ChaptersEditorProps) {
  const playback = usePlayback();
  const { rows } = edited;
  const setRows = (next: Row[]): void => onChange({ ...edited, rows: next });
  const { save, busy, faults, refusal } = useSaving(project.id, edited.etag, onClose);
  const change = (id: string, part: Partial<Row>): void =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void save(rows);
  };
  return (
    <form className="chapter-form" aria-label={t('chapters.title')} onSubmit={submit} noValidate>
      <h2>{t('chapters.form')}</h2>
      <p className="muted">{t('chapters.formText')}</p>
      {refusal && (
        <Message tone="bad" urgent>
          {refusal}
        </Message>
      )}
      <ol>
        {rows.map((row) => (
          <ChapterRow
            key={row.id}
            row={row}
            fault={faults.get(row.id)}
            onChange={(part) => change(row.id, part)}
            onRemove={() => setRows(rows.filter(({ id }) => id !== row.id))}
          />
        ))}
      </ol>
      <div className="chapter-form-actions">
        <Button onClick={() => setRows(withChapterAt(rows, playback.state.get().timeMs))}>
          <AddWords />
        </Button>
        <span />
        <Button look="quiet" onClick={onClose}>
          {t('chapters.cancel')}
        </Button>
        <Button type="submit" look="primary" busy={busy}>
          {t('chapters.saveAll')}
        </Button>
      </div>
    </form>
  );
}

/** Says at which time the chapter would be added: at the player's position. */
function AddWords() {
  const { state } = usePlayback();
  return <>{t('chapters.addAt', { time: useStore(state, ({ timeMs }) => clock(timeMs)) })}</>;
}

/** Saves, and keeps why it failed: faults by row, or a message about the whole. */
function useSaving(projectId: string, startEtag: string, onSaved: () => void) {
  const [etag, setEtag] = useState(startEtag);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);

  function refused(error: unknown, sorted: Row[]): void {
    const found = error instanceof ApiProblem ? faultsByRow(sorted, error.details.errors ?? []) : new Map();
    if (found.size > 0) return setFaults(found);
    if (!isProblem(error, 'version_conflict')) return setRefusal(messageOf(error));
    setEtag(error.etag);
    setRefusal(t('chapters.saveAgain'));
  }

  async function save(rows: readonly Row[]): Promise<void> {
    const { sorted, items, wrong } = toChapters(rows);
    setFaults(wrong);
    setRefusal('');
    if (wrong.size > 0) return;
    setBusy(true);
    try {
      await api.replaceChapters(projectId, items, etag);
      onSaved();
    } catch (error) {
      setBusy(false);
      refused(error, sorted);
    }
  }
  return { save, busy, faults, refusal };
}

interface ChapterRowProps {
  row: Row;
  fault: string | undefined;
  onChange: (part: Partial<Row>) => void;
  onRemove: () => void;
}

function ChapterRow({ row, fault, onChange, onRemove }: ChapterRowProps) {
  const id = useId();
  const described = fault ? { 'aria-invalid': true, 'aria-describedby': `${id}-fault` } : {};
  return (
    <li>
      <input
        className="chapter-time"
        aria-label={t('chapters.beginsAt')}
        value={row.time}
        inputMode="numeric"
        onChange={(event) => onChange({ time: event.target.value })}
        {...described}
      />
      <input
        aria-label={t('chapters.titleAt', { time: row.time })}
        value={row.title}
        maxLength={200}
        autoFocus={row.isNew}
        onChange={(event) => onChange({ title: event.target.value })}
        {...described}
      />
      <Button look="quiet" small aria-label={t('chapters.removeAt', { time: row.time })} onClick={onRemove}>
        {t('chapters.removeRow')}
      </Button>
      {fault && (
        <p id={`${id}-fault`} className="fault" role="alert">
          {said(fault)}
        </p>
      )}
    </li>
  );
}
