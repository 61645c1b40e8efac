import { useState } from 'react';
import { Link } from 'react-router';
import type { Deed } from '../../../../src/contract/activity.js';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { useMinutes } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { ago } from '../../ui/times-and-sizes.js';
import { usePages } from '../../ui/use-pages.js';
import { t } from '../../words/words.js';
import { labelOf } from '../task/task-words.js';

interface ActivityProps {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
}

/** Who did what with the drafts; asked for when somebody wants to know. */
export function Activity({ project, types }: ActivityProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="activity" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('members.activity.title')}</summary>
      {open && <Deeds project={project} types={types} />}
    </details>
  );
}

function Deeds({ project, types }: ActivityProps) {
  const { newest, shown, more, busy } = usePages({
    key: `activity:${project.id}`,
    version: String(project.lastSeq),
    load: (cursor) => api.activity(project.id, cursor),
    noMore: t('members.activity.noMore'),
  });
  return (
    <ResourceView resource={newest} notReady={null}>
      {(page) => {
        const all = shown(page);
        if (all.items.length === 0) return <p className="muted">{t('members.activity.none')}</p>;
        return (
          <>
            <ul>
              {all.items.map((deed) => (
                <DeedLine key={deed.id} deed={deed} types={types} />
              ))}
            </ul>
            {all.nextCursor !== null && (
              <Button small busy={busy} onClick={() => void more(all)}>
                {t('members.activity.more')}
              </Button>
            )}
          </>
        );
      }}
    </ResourceView>
  );
}

function DeedLine({ deed, types }: { deed: Deed; types: readonly ContentTypeInfo[] }) {
  const now = useMinutes();
  return (
    <li>
      <span>
        {sentenceOf(deed)} <Link to={`contents/${deed.type}`}>{labelOf(`draft:${deed.type}`, types)}</Link>
        {deed.note !== null && (
          <>
            {' '}
            <q>{deed.note}</q>
          </>
        )}
      </span>
      <span className="muted">{ago(deed.at, now)}</span>
    </li>
  );
}

const sentenceOf = ({ what, by }: Deed): string =>
  t(`members.activity.${what}`, { name: by ?? t('members.activity.somebody') });
