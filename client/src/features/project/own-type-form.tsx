import type { SubmitEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ContentFormat, ContentTypeInfo } from '../../../../src/contract/content.js';
import type { NewContentType } from '../../../../src/contract/own-types.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { useKept } from '../../ui/kept.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';

/** As the server has them: the page imports no values of the contract's schemas. */
const LONGEST = { label: 60, brief: 4_000 };
const LIMITS = { shortest: 80, longest: 20_000, longestPost: 1_000 };

const ACTIONS = ['edit', 'view'] as const;
const FORMATS = ['markdown', 'text', 'thread'] as const satisfies readonly ContentFormat[];

/** What is in the fields. */
interface Typed extends Pick<NewContentType, 'label' | 'brief' | 'format'> {
  /** A number, or nothing. */
  max: string;
  action: (typeof ACTIONS)[number];
  every: boolean;
}

const typedOf = (type: ContentTypeInfo | null): Typed => ({
  label: type?.label ?? '',
  brief: type?.own?.brief ?? '',
  format: type?.format ?? 'markdown',
  max: String(type?.limit?.max ?? ''),
  action: type?.action ?? 'edit',
  every: type?.own?.scope === 'every chapter',
});

interface OwnTypeFormProps {
  /** Null for a new one. */
  type: ContentTypeInfo | null;
  onDone: () => void;
}

export function OwnTypeForm({ type, onDone }: OwnTypeFormProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [kept, keep] = useKept<Typed>(`own-type:${type?.id ?? 'new'}`);
  const typed = kept ?? typedOf(type);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const close = (): void => {
    keep(null);
    onDone();
  };

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const wanted = wantedIn(typed);
    setBusy(true);
    setProblem(null);
    try {
      await (type ? api.changeContentType(type.id, wanted) : api.addContentType({ ...wanted, format: typed.format }));
      close();
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
      <Fields isNew={type === null} typed={typed} onType={(part) => keep({ ...typed, ...part })} />
      {type && <p className="hint">{t('project.ownTypes.stays')}</p>}
      <div className="instructions-actions">
        <Button look="quiet" small onClick={close}>
          {t('project.ownTypes.cancel')}
        </Button>
        <Button look="primary" small type="submit" busy={busy}>
          {t(type ? 'project.ownTypes.save' : 'project.ownTypes.add')}
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps {
  /** Else its format stays. */
  isNew: boolean;
  typed: Typed;
  onType: (part: Partial<Typed>) => void;
}

function Fields({ isNew, typed, onType }: FieldsProps) {
  const { label, brief, format, max, action, every } = typed;
  const id = useId();
  return (
    <>
      <Field
        label={t('project.ownTypes.name')}
        required
        maxLength={LONGEST.label}
        value={label}
        onChange={(event) => onType({ label: event.target.value })}
      />
      <div className="field">
        <label htmlFor={`${id}-brief`}>{t('project.ownTypes.brief')}</label>
        <textarea
          id={`${id}-brief`}
          rows={4}
          required
          maxLength={LONGEST.brief}
          value={brief}
          onChange={(event) => onType({ brief: event.target.value })}
          aria-describedby={`${id}-brief-hint`}
        />
        <p className="hint" id={`${id}-brief-hint`}>
          {t('project.ownTypes.briefHint')}
        </p>
      </div>
      <div className="own-type-row">
        <Choice
          label={t('project.ownTypes.format')}
          disabled={!isNew}
          value={format}
          options={FORMATS.map((one) => [one, t(`project.ownTypes.formats.${one}`)])}
          onChange={(chosen) => onType({ format: chosen })}
        />
        <Field
          label={t(format === 'thread' ? 'project.ownTypes.mostOfPost' : 'project.ownTypes.most')}
          type="number"
          min={LIMITS.shortest}
          max={format === 'thread' ? LIMITS.longestPost : LIMITS.longest}
          value={max}
          onChange={(event) => onType({ max: event.target.value })}
          hint={t(format === 'thread' ? 'project.ownTypes.asX' : 'project.ownTypes.noLimit')}
        />
        <Choice
          label={t('project.ownTypes.openedTo')}
          value={action}
          options={ACTIONS.map((one) => [one, t(`project.ownTypes.${one}`)])}
          onChange={(chosen) => onType({ action: chosen })}
        />
      </div>
      <label className="check">
        <input type="checkbox" checked={every} onChange={(event) => onType({ every: event.target.checked })} />
        {t('project.ownTypes.every')}
      </label>
    </>
  );
}

function wantedIn({ label, brief, format, max, action, every }: Typed): Omit<NewContentType, 'format'> {
  const measure = format === 'thread' ? 'weighted' : 'characters';
  return {
    label,
    brief,
    limit: max === '' ? null : { max: Number(max), measure },
    action,
    scope: every ? 'every chapter' : 'the best of it',
  };
}

interface ChoiceProps<T extends string> {
  label: string;
  options: [T, string][];
  disabled?: boolean;
  value: T;
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, options, disabled, value, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        disabled={disabled}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.target.value)?.[0];
          if (chosen !== undefined) onChange(chosen);
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
