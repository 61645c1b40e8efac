import type { SubmitEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ModelSettingsView, PageSetting } from '../../../../src/contract/model-settings.js';
import { api } from '../../api.js';
import { ApiProblem, messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';
import { AccountSection } from './account-section.js';
import type { Typed } from './model-changes.js';
import { changesIn } from './model-changes.js';
import { Secret, Word } from './model-fields.js';
import { RecogniserChoice } from './recogniser-choice.js';

interface ModelsFormProps {
  view: ModelSettingsView;
  isSaved: boolean;
  onSaved: (view: ModelSettingsView) => void;
}

export type Type = (name: PageSetting, value: string | null | undefined) => void;

/** All of it is tried and kept at once: the recogniser often uses the language model's server. */
export function ModelsForm({ view, isSaved, onSaved }: ModelsFormProps) {
  const [typed, setTyped] = useState<Typed>({});
  const [state, setState] = useState<'idle' | 'busy' | 'nothing'>('idle');
  const [refusals, setRefusals] = useState<Refusals>({});
  const form = useRef<HTMLFormElement>(null);
  // The button is at the end of a long form, and what was refused may be at its beginning.
  useEffect(() => {
    form.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'center' });
  }, [refusals]);
  const type: Type = (name, value) => {
    const { [name]: _before, ...others } = typed;
    setTyped(value === undefined ? others : { ...others, [name]: value });
    setState('idle');
  };

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (state === 'busy') return;
    const change = changesIn(view, typed);
    setRefusals({});
    if (Object.keys(change).length === 0) return setState('nothing');
    setState('busy');
    try {
      onSaved(await api.changeModelSettings(change));
    } catch (error) {
      setRefusals(refusalsOf(error));
      setState('idle');
    }
  }

  const fields = { view, typed, type, refusals };
  return (
    <form ref={form} className="account-parts" onSubmit={(event) => void submit(event)}>
      <AccountSection id="writer" title={t('models.writer.title')} words={t('models.writer.words')}>
        <div className="account-form">
          <Word
            {...fields}
            name="OPENAI_BASE_URL"
            kind="url"
            label={t('models.writer.url')}
            hint={t('models.writer.urlHint')}
          />
          <Secret {...fields} name="OPENAI_API_KEY" label={t('models.writer.key')} />
          <Word {...fields} name="OPENAI_MODEL" kind="text" label={t('models.writer.model')} />
        </div>
        <Refusal text={refusals['writer']} />
      </AccountSection>
      <AccountSection id="recogniser" title={t('models.recogniser.title')} words={t('models.recogniser.words')}>
        <RecogniserChoice {...fields} />
        <Refusal text={refusals['recogniser']} />
      </AccountSection>
      <Refusal text={refusals['']} />
      <div className="form-end models-end">
        <Button look="primary" type="submit" busy={state === 'busy'}>
          {t(state === 'busy' ? 'models.trying' : 'models.save')}
        </Button>
        <span role="status" className="muted">
          {state === 'nothing' ? t('models.nothing') : isSaved && Object.keys(typed).length === 0 && t('models.saved')}
        </span>
      </div>
    </form>
  );
}

/** Why it was not kept: by the name of a setting, `writer`, `recogniser`, or nothing for all of it. */
export type Refusals = Record<string, string | undefined>;

function refusalsOf(error: unknown): Refusals {
  const errors = error instanceof ApiProblem ? (error.details.errors ?? []) : [];
  if (errors.length === 0) return { '': messageOf(error) };
  return Object.fromEntries(errors.map(({ path, message }) => [path, said(message)]));
}

function Refusal({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <Message tone="bad" urgent>
      {t('models.refused')} {text}
    </Message>
  );
}
