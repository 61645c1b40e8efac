import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { ProjectState } from '../../../../src/contract/project-lists.js';
import { projectSorts, projectStates } from '../../../../src/contract/project-lists.js';
import type { TagInUse } from '../../../../src/contract/project.js';
import { Icon } from '../../ui/icon.js';
import { t } from '../../words/words.js';
import { addressFor } from '../search/search-address.js';
import { useSlashIsOn, useSlashKey } from '../search/slash-key.js';
import type { Wanted } from './projects-list.js';

interface ProjectToolsProps {
  wanted: Wanted;
  want: (change: Partial<Wanted>) => void;
  tags: readonly TagInUse[];
}

/** Which projects are shown, and in what order. */
export function ProjectTools({ wanted, want, tags }: ProjectToolsProps) {
  const q = wanted.q.trim();
  return (
    <div className="project-tools">
      <Find q={wanted.q} onFind={(words) => want({ q: words })} />
      <select
        aria-label={t('home.filter.state')}
        value={wanted.state ?? ''}
        onChange={(event) => want({ state: (event.target.value || null) as ProjectState | null })}
      >
        <option value="">{t('home.filter.all')}</option>
        {projectStates.map((state) => (
          <option key={state} value={state}>
            {t(`home.filter.${state}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('home.sort.label')}
        value={wanted.sort}
        onChange={(event) => want({ sort: projectSorts.find((sort) => sort === event.target.value) ?? 'recent' })}
      >
        {projectSorts.map((sort) => (
          <option key={sort} value={sort}>
            {t(`home.sort.${sort}`)}
          </option>
        ))}
      </select>
      {q !== '' && (
        <Link className="project-said" to={addressFor({ q, projectId: null })}>
          {t('home.find.said', { q })}
        </Link>
      )}
      {tags.length > 0 && (
        <div className="chips project-tags" role="group" aria-label={t('home.filter.tags')}>
          {tags.map(({ tag, projects }) => (
            <button
              key={tag}
              type="button"
              className="chip"
              aria-pressed={wanted.tag === tag}
              onClick={() => want({ tag: wanted.tag === tag ? null : tag })}
            >
              {tag} <span className="chip-count">{projects}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** After a pause in typing it is looked for. `/` leads here, where the header's field is elsewhere. */
const PAUSE_MS = 250;

function Find({ q, onFind }: { q: string; onFind: (q: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(q);
  const slash = useSlashIsOn();
  useSlashKey(() => {
    field.current?.focus();
    field.current?.select();
  }, true);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => onFind(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, q, onFind]);
  return (
    <search className="project-find">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label={t('home.find.label')}
        aria-keyshortcuts={slash ? '/' : undefined}
        placeholder={slash ? t('home.find.withKey') : t('home.find.label')}
        autoComplete="off"
        maxLength={500}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  );
}
