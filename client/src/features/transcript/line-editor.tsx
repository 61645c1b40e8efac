import type { KeyboardEvent } from 'react';
import { useId, useState } from 'react';
import type { Segment, Transcript } from '../../../../src/contract/content.js';
import type { Tagged } from '../../http.js';
import { api } from '../../api.js';
import { ApiProblem, isProblem, messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { clock } from '../../ui/times-and-sizes.js';

/** A line that is being corrected; kept in this browser until it is saved or left. */
export interface TypedLine {
  /** As it was when its correction began. */
  segment: Segment;
  text: string;
}

interface LineEditorProps {
  projectId: string;
  /** As it is now. */
  segment: Segment;
  typed: TypedLine;
  etag: string;
  onType: (typed: TypedLine) => void;
  onClose: (corrected?: Tagged<Transcript>) => void;
}

/** One line being corrected: Enter saves it, Escape leaves it as it was. */
export function LineEditor({ projectId, segment, typed, etag, onType, onClose }: LineEditorProps) {
  const id = useId();
  const { text } = typed;
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const time = clock(segment.startMs);
  const removes = text.trim() === '';
  const isOther = segment.text !== typed.segment.text;

  async function save(): Promise<void> {
    if (text.trim() === segment.text) return onClose();
    setBusy(true);
    setRefusal('');
    try {
      onClose(await correct(projectId, segment, text, etag));
    } catch (error) {
      setRefusal(messageOf(error));
      setBusy(false);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void save();
  }

  return (
    <li className="line line-editing">
      <span className="line-time">{time}</span>
      <div>
        <textarea
          id={id}
          rows={Math.max(1, Math.ceil(text.length / 40))}
          autoFocus
          value={text}
          readOnly={busy}
          aria-label={`The line at ${time}`}
          aria-describedby={`${id}-hint`}
          onFocus={({ currentTarget }) => currentTarget.setSelectionRange(text.length, text.length)}
          onChange={(event) => onType({ ...typed, text: event.target.value })}
          onKeyDown={onKeyDown}
        />
        <div className="line-actions">
          <p id={`${id}-hint`} className="hint" role={refusal ? 'alert' : undefined}>
            {refusal ||
              (isOther && `Somebody made this line “${segment.text}” meanwhile. Saving puts yours in its place.`) ||
              (removes ? 'An empty line is taken out.' : 'Enter saves, Escape leaves it as it was.')}
          </p>
          <Button small look="quiet" onClick={() => onClose()}>
            Cancel
          </Button>
          <Button small look="primary" busy={busy} onClick={() => void save()}>
            {removes ? 'Take it out' : 'Save'}
          </Button>
        </div>
      </div>
    </li>
  );
}

export const sameLine = (a: Segment, b: Segment): boolean => a.startMs === b.startMs && a.endMs === b.endMs;

/** Saves one line. When others changed other lines meanwhile, it is saved all the same; when they changed this one, it throws. */
async function correct(projectId: string, line: Segment, text: string, etag: string): Promise<Tagged<Transcript>> {
  try {
    return await api.correctTranscript(projectId, [{ index: line.index, text }], etag);
  } catch (error) {
    if (!isProblem(error, 'version_conflict')) throw error;
    const now = (error.details.current as Transcript).segments.find((segment) => sameLine(segment, line));
    if (now?.text === line.text) return correct(projectId, now, text, error.etag);
    const words = now
      ? `Somebody made this line “${now.text}” meanwhile. Save again to put yours in its place.`
      : 'Somebody took this line out meanwhile.';
    throw new ApiProblem(412, 'line_changed', words);
  }
}
