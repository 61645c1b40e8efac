import type { SubmitEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ContentFormat, ContentTypeInfo } from '../../../../src/contract/content.js';
import type { NewContentType } from '../../../../src/contract/own-types.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Field, wordIn } from '../../ui/field.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';

/** As the server has them: the page imports no values of the contract's schemas. */
const LONGEST = { label: 60, brief: 4_000 };
const LIMITS = { shortest: 80, longest: 20_000, longestPost: 1_000 };

const ACTIONS = ['edit', 'view'] as const;
const FORMATS = ['markdown', 'text', 'thread'] as const satisfies readonly ContentFormat[];

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
      <h4 id={`${id}-title`}>
        {type ? t('project.ownTypes.changeTitle', { label: type.label }) : t('project.ownTypes.newTitle')}
      </h4>
      {problem && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      <Fields type={type} format={format} onFormat={setFormat} />
      {type && <p className="hint">{t('project.ownTypes.stays')}</p>}
      <div className="instructions-actions">
        <Button look="quiet" small onClick={onDone}>
          {t('project.ownTypes.cancel')}
        </Button>
        <Button look="primary" small type="submit" busy={busy}>
          {t(type ? 'project.ownTypes.save' : 'project.ownTypes.add')}
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
      <Field
        label={t('project.ownTypes.name')}
        name="label"
        required
        maxLength={LONGEST.label}
        defaultValue={type?.label}
      />
      <div className="field">
        <label htmlFor={`${id}-brief`}>{t('project.ownTypes.brief')}</label>
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
          {t('project.ownTypes.briefHint')}
        </p>
      </div>
      <div className="own-type-row">
        <Choice
          label={t('project.ownTypes.format')}
          name="format"
          disabled={type !== null}
          value={format}
          options={FORMATS.map((one) => [one, t(`project.ownTypes.formats.${one}`)])}
          onChange={onFormat}
        />
        <Field
          label={t(format === 'thread' ? 'project.ownTypes.mostOfPost' : 'project.ownTypes.most')}
          name="max"
          type="number"
          min={LIMITS.shortest}
          max={format === 'thread' ? LIMITS.longestPost : LIMITS.longest}
          defaultValue={type?.limit?.max}
          hint={t(format === 'thread' ? 'project.ownTypes.asX' : 'project.ownTypes.noLimit')}
        />
        <Choice
          label={t('project.ownTypes.openedTo')}
          name="action"
          initial={type?.action ?? 'edit'}
          options={ACTIONS.map((one) => [one, t(`project.ownTypes.${one}`)])}
        />
      </div>
      <label className="check">
        <input type="checkbox" name="every" defaultChecked={type?.own?.scope === 'every chapter'} />
        {t('project.ownTypes.every')}
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
