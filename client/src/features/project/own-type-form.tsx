import type { SubmitEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ContentFormat, ContentTypeInfo } from '../../../../src/contract/content.js';
import type { NewContentType } from '../../../../src/contract/own-types.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Field, wordIn } from '../../ui/field.js';
import { Message } from '../../ui/message.js';

/** As the server has them: the page imports no values of the contract's schemas. */
const LONGEST = { label: 60, brief: 4_000 };
const LIMITS = { shortest: 80, longest: 20_000, longestPost: 1_000 };

const FORMATS: [ContentFormat, string][] = [
  ['markdown', 'Markdown, with headings, links and screenshots'],
  ['text', 'Plain text'],
  ['thread', 'A thread of posts'],
];

interface OwnTypeFormProps {
  /** Null for a new one. */
  type: ContentTypeInfo | null;
  onDone: () => void;
}

export function OwnTypeForm({ type, onDone }: OwnTypeFormProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [format, setFormat] = useState<ContentFormat>(type?.format ?? 'markdown');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const wanted = wantedIn(new FormData(event.currentTarget), format);
    setBusy(true);
    setProblem(null);
    try {
      await (type ? api.changeContentType(type.id, wanted) : api.addContentType({ ...wanted, format }));
      onDone();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  }

  return (
    <form ref={form} className="own-type-form" aria-labelledby={`${id}-title`} onSubmit={(event) => void submit(event)}>
      <h4 id={`${id}-title`}>{type ? `Change “${type.label}”` : 'A new kind of draft'}</h4>
      {problem && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      <Fields type={type} format={format} onFormat={setFormat} />
      {type && <p className="hint">Drafts that are written already stay as they are. The format stays, too.</p>}
      <div className="instructions-actions">
        <Button look="quiet" small onClick={onDone}>
          Cancel
        </Button>
        <Button look="primary" small type="submit" busy={busy}>
          {type ? 'Save' : 'Add'}
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps extends Pick<OwnTypeFormProps, 'type'> {
  format: ContentFormat;
  onFormat: (format: ContentFormat) => void;
}

function Fields({ type, format, onFormat }: FieldsProps) {
  const id = useId();
  return (
    <>
      <Field label="Name" name="label" required maxLength={LONGEST.label} defaultValue={type?.label} />
      <div className="field">
        <label htmlFor={`${id}-brief`}>What is to be written</label>
        <textarea
          id={`${id}-brief`}
          name="brief"
          rows={4}
          required
          maxLength={LONGEST.brief}
          defaultValue={type?.own?.brief}
          aria-describedby={`${id}-brief-hint`}
        />
        <p className="hint" id={`${id}-brief-hint`}>
          For whom, what is in it, how it sounds. A language model follows it; an outline made offline does not.
        </p>
      </div>
      <div className="own-type-row">
        <Choice
          label="Format"
          name="format"
          disabled={type !== null}
          value={format}
          options={FORMATS}
          onChange={onFormat}
        />
        <Field
          label={format === 'thread' ? 'Most characters of a post' : 'Most characters'}
          name="max"
          type="number"
          min={LIMITS.shortest}
          max={format === 'thread' ? LIMITS.longestPost : LIMITS.longest}
          defaultValue={type?.limit?.max}
          hint={format === 'thread' ? 'Counted as X does. Empty: no limit.' : 'Empty: no limit.'}
        />
        <Choice
          label="Opened to"
          name="action"
          initial={type?.action ?? 'edit'}
          options={[
            ['edit', 'Edit'],
            ['view', 'View'],
          ]}
        />
      </div>
      <label className="check">
        <input type="checkbox" name="every" defaultChecked={type?.own?.scope === 'every chapter'} />
        Every chapter of the talk has to be in it
      </label>
    </>
  );
}

function wantedIn(form: FormData, format: ContentFormat): Omit<NewContentType, 'format'> {
  const max = wordIn(form, 'max');
  const measure = format === 'thread' ? 'weighted' : 'characters';
  return {
    label: wordIn(form, 'label'),
    brief: wordIn(form, 'brief'),
    limit: max === '' ? null : { max: Number(max), measure },
    action: wordIn(form, 'action') === 'view' ? 'view' : 'edit',
    scope: form.has('every') ? 'every chapter' : 'the best of it',
  };
}

interface ChoiceProps<T extends string> {
  label: string;
  name: string;
  options: [T, string][];
  disabled?: boolean;
  initial?: T;
  value?: T;
  onChange?: (value: T) => void;
}

function Choice<T extends string>({ label, name, options, disabled, initial, value, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        disabled={disabled}
        {...(value === undefined ? { defaultValue: initial } : { value })}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.target.value)?.[0];
          if (chosen !== undefined) onChange?.(chosen);
        }}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
