import type { ComponentProps } from 'react';
import { Trans } from 'react-i18next/TransWithoutContext';
import { t, words } from './words.js';

/** A sentence with parts that are elements: `<Sentence i18nKey="page.none.text" components={{ home: <Link to="/" /> }} />`. */
export function Sentence(parts: Omit<ComponentProps<typeof Trans>, 'i18n' | 't'>) {
  return <Trans i18n={words} t={t} {...parts} />;
}
