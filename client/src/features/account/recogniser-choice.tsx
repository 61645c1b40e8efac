import { useId } from 'react';
import { size } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import type { Fields } from './model-fields.js';
import { Secret, settingIn, Word } from './model-fields.js';

const KINDS = ['auto', 'openai', 'local', 'none'] as const;
type Kind = (typeof KINDS)[number];
const isKind = (name: string): name is Kind => (KINDS as readonly string[]).includes(name);

/** Where speech is recognised, with what that place needs. */
export function RecogniserChoice(fields: Fields) {
  const { view, typed, type } = fields;
  const setting = settingIn(view, 'TRANSCRIBER');
  const word = typed.TRANSCRIBER ?? setting?.value ?? 'auto';
  const chosen = isKind(word) ? word : 'auto';
  return (
    <>
      <fieldset className="models-kinds" disabled={setting?.isFixed}>
        <legend>{t('models.recogniser.which')}</legend>
        {KINDS.map((kind) => (
          <label key={kind} className="models-kind">
            <input
              type="radio"
              name="TRANSCRIBER"
              value={kind}
              checked={kind === chosen}
              onChange={() => type('TRANSCRIBER', kind)}
            />
            <span>
              <strong>{t(`models.recogniser.${kind}`)}</strong>
              <span className="muted">{t(`models.recogniser.${kind}Hint`)}</span>
            </span>
          </label>
        ))}
        {setting?.isFixed && <p className="hint">{t('models.environment', { name: 'TRANSCRIBER' })}</p>}
      </fieldset>
      {chosen === 'openai' && <OfServer {...fields} />}
      {chosen === 'local' && <LocalModel {...fields} />}
    </>
  );
}

const OfServer = (fields: Fields) => (
  <div className="account-form">
    <Word
      {...fields}
      name="TRANSCRIBE_BASE_URL"
      kind="url"
      label={t('models.recogniser.url')}
      hint={t('models.recogniser.urlHint')}
    />
    <Secret {...fields} name="TRANSCRIBE_API_KEY" label={t('models.recogniser.key')} />
    <Word {...fields} name="TRANSCRIBE_MODEL" kind="text" label={t('models.recogniser.model')} />
  </div>
);

function LocalModel({ view, typed, type }: Fields) {
  const id = useId();
  const setting = settingIn(view, 'WHISPER_MODEL');
  const chosen = typed.WHISPER_MODEL ?? setting?.value ?? 'base';
  const isKnown = view.localModels.some(({ name }) => name === chosen);
  return (
    <div className="field account-form">
      <label htmlFor={id}>{t('models.recogniser.localModel')}</label>
      <select
        id={id}
        value={chosen}
        disabled={setting?.isFixed}
        onChange={(event) => type('WHISPER_MODEL', event.target.value)}
      >
        {!isKnown && <option>{chosen}</option>}
        {view.localModels.map(({ name, sizeBytes }) => (
          <option key={name} value={name}>
            {t('models.recogniser.localModelSize', { name, size: size(sizeBytes) })}
          </option>
        ))}
      </select>
      {setting?.isFixed && <p className="hint">{t('models.environment', { name: 'WHISPER_MODEL' })}</p>}
    </div>
  );
}
