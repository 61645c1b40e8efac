import { useMemo, useState } from 'react';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { language as pageLanguage, t } from '../../words/words.js';

/** Those that recognisers know well, by OpenAI's list. Others can be set through the API, and are then shown, too. */
const COMMON =
  'af ar az be bg bs ca cs cy da de el en es et fa fi fil fr gl he hi hr hu hy id is it ja kk kn ko lt lv mi mk mr ms nb ne nl pl pt ro ru sk sl sr sv sw ta th tr uk ur vi zh';

/** The names of languages in the language of the page, and those that are common in the order of their names. */
const namesOf = (page: string) => {
  const names = new Intl.DisplayNames(page, { type: 'language' });
  const nameOf = (tag: string): string => names.of(tag) ?? tag;
  return { nameOf, common: COMMON.split(' ').toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), page)) };
};

/** What is spoken in the recording: found out, or as somebody says. */
export function LanguageChoice({ project }: { project: ProjectSnapshot }) {
  const request = useRequest(project.id);
  const { nameOf, common } = useMemo(() => namesOf(pageLanguage()), []);
  const { id, language } = project;
  const [asked, setAsked] = useState<{ from: string | null; to: string | null } | null>(null);
  // What was chosen stands until the project says what it is now.
  const shown = asked && asked.from === language ? asked.to : language;

  async function choose(to: string | null): Promise<void> {
    setAsked({ from: language, to });
    if (!(await request.run(() => api.setLanguage(id, to), t('project.spoken.notChanged')))) setAsked(null);
  }

  if (project.role === 'viewer') {
    return <span className="muted">{language === null ? t('project.spoken.byItself') : nameOf(language)}</span>;
  }
  const isOther = language !== null && !common.includes(language);
  return (
    <select
      aria-label={t('project.spoken.label')}
      value={shown ?? ''}
      disabled={request.busy}
      onChange={({ target: { value } }) => void choose(value === '' ? null : value)}
    >
      <option value="">{t('project.spoken.find')}</option>
      {isOther && <option value={language}>{nameOf(language)}</option>}
      {common.map((tag) => (
        <option key={tag} value={tag}>
          {nameOf(tag)}
        </option>
      ))}
    </select>
  );
}
