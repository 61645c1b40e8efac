import { useId } from 'react';
import { chooseLanguage, language, languages, t } from './words.js';

/** In which language the page is. Each is named in itself, so that who does not read the others finds it. */
export function LanguageChoice() {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('language.label')}</label>
      <select
        id={id}
        value={language()}
        onChange={(event) => {
          const chosen = languages.find((name) => name === event.target.value);
          if (chosen) chooseLanguage(chosen);
        }}
      >
        {languages.map((name) => (
          <option key={name} value={name} lang={name}>
            {t(`language.${name}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
