import { useState } from 'react';
import { Link } from 'react-router';
import type { Deed } from '../../../../src/contract/activity.js';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { useMinutes } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { ago } from '../../ui/times-and-sizes.js';
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
  const now = useMinutes();
  const deeds = useResource(`activity:${project.id}`, String(project.lastSeq), () => api.activity(project.id));
  return (
    <ResourceView resource={deeds} notReady={null}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="muted">{t('members.activity.none')}</p>
        ) : (
          <ul>
            {items.map((deed) => (
              <li key={`${deed.at} ${deed.what} ${deed.type}`}>
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
            ))}
          </ul>
        )
      }
    </ResourceView>
  );
}

const sentenceOf = ({ what, by }: Deed): string =>
  t(`members.activity.${what}`, { name: by ?? t('members.activity.somebody') });
