import { useId } from 'react';
import type { ReactNode } from 'react';
import type { ModelSetting, ModelSettingsView, PageSetting } from '../../../../src/contract/model-settings.js';
import { Button } from '../../ui/button.js';
import { t } from '../../words/words.js';
import type { Typed } from './model-changes.js';
import type { Refusals, Type } from './models-form.js';

export interface Fields {
  view: ModelSettingsView;
  typed: Typed;
  type: Type;
  refusals: Refusals;
}

interface FieldProps extends Fields {
  name: PageSetting;
  label: string;
}

export const settingIn = ({ items }: ModelSettingsView, name: PageSetting): ModelSetting | undefined =>
  items.find((item) => item.name === name);

interface WordProps extends FieldProps {
  kind: 'text' | 'url';
  hint?: string;
}

/** An address or a name. Emptied, what is set is taken away. */
export function Word({ view, typed, type, refusals, name, label, kind, hint }: WordProps) {
  const id = useId();
  const setting = settingIn(view, name);
  if (!setting) return null;
  return (
    <Labelled id={id} name={name} label={label} setting={setting} hint={hint} refusal={refusals[name]}>
      <input
        id={id}
        type={kind}
        maxLength={2_000}
        autoComplete="off"
        spellCheck={false}
        disabled={setting.isFixed}
        aria-describedby={`${id}-hint`}
        value={typed[name] ?? (typed[name] === null ? '' : (setting.value ?? ''))}
        onChange={(event) => type(name, event.target.value.trim() === '' ? null : event.target.value)}
      />
    </Labelled>
  );
}

/** A key: it is never shown again, only replaced or taken away. */
export function Secret({ view, typed, type, refusals, name, label }: FieldProps) {
  const id = useId();
  const setting = settingIn(view, name);
  if (!setting) return null;
  const word = typed[name];
  const isSet = setting.setBy === 'page' && word === undefined;
  return (
    <Labelled id={id} name={name} label={label} setting={setting} hint={undefined} refusal={refusals[name]}>
      {isSet && refusals[name] === undefined ? (
        <div className="models-secret">
          <span id={id}>
            {setting.ending === null ? t('models.keySetShort') : t('models.keySet', { ending: setting.ending })}
          </span>
          <Button small look="quiet" onClick={() => type(name, '')}>
            {t('models.keyReplace')}
          </Button>
          <Button small look="quiet" onClick={() => type(name, null)}>
            {t('models.keyRemove')}
          </Button>
        </div>
      ) : word === null ? (
        <div className="models-secret">
          <span id={id}>{t('models.keyRemoved')}</span>
          <Button small look="quiet" onClick={() => type(name, undefined)}>
            {t('models.keyUndo')}
          </Button>
        </div>
      ) : (
        <div className="models-secret">
          <input
            id={id}
            type="password"
            maxLength={2_000}
            autoComplete="off"
            disabled={setting.isFixed}
            placeholder={setting.isFixed && setting.setBy === 'environment' ? '••••••••' : ''}
            aria-describedby={`${id}-hint`}
            value={word ?? ''}
            onChange={(event) => type(name, event.target.value)}
          />
          {setting.setBy === 'page' && (
            <Button small look="quiet" onClick={() => type(name, undefined)}>
              {t('models.keyUndo')}
            </Button>
          )}
        </div>
      )}
    </Labelled>
  );
}

interface LabelledProps {
  id: string;
  name: PageSetting;
  label: string;
  setting: ModelSetting;
  hint: string | undefined;
  refusal: string | undefined;
  children: ReactNode;
}

function Labelled({ id, name, label, setting, hint, refusal, children }: LabelledProps) {
  const said = setting.isFixed ? t('models.environment', { name }) : hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      <p className="hint" id={`${id}-hint`} hidden={said === undefined && refusal === undefined}>
        {refusal === undefined ? (
          said
        ) : (
          <span className="models-refusal" role="alert">
            {/* The server names the setting, people read the field's name. */}
            {refusal.replace(name, label)}
          </span>
        )}
      </p>
    </div>
  );
}
