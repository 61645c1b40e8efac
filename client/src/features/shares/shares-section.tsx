import { useState } from 'react';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Share } from '../../../../src/contract/shares.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { language, t } from '../../words/words.js';
import { tellDeleted } from '../bin/things.js';
import { useContentTypes } from '../task/content-types.js';
import { labelOf } from '../task/task-words.js';
import { NewShare } from './new-share.js';

/** Links by which people read the project without an account. */
export function SharesSection({ project }: { project: ProjectSnapshot }) {
  const [changes, setChanges] = useState(0);
  const shares = useResource(`shares:${project.id}`, String(changes), () => api.shares(project.id));
  const onChange = (): void => setChanges((n) => n + 1);
  return (
    <section className="card checklist shares" aria-labelledby="shares-title">
      <h2 id="shares-title">{t('shares.title')}</h2>
      <p className="shares-about muted">{t('shares.about')}</p>
      <ResourceView resource={shares} notReady={null}>
        {({ items }) => (
          <ul className="members-list">
            {items.map((share) => (
              <Row key={share.id} project={project} share={share} onChange={onChange} />
            ))}
          </ul>
        )}
      </ResourceView>
      <NewShare project={project} onMade={onChange} />
    </section>
  );
}

interface RowProps {
  project: ProjectSnapshot;
  share: Share;
  onChange: () => void;
}

function Row({ project, share, onChange }: RowProps) {
  const request = useRequest(project.id);
  const types = useContentTypes(project.id) ?? [];
  const parts = [
    ...(share.recording ? [t('shares.recording')] : []),
    ...(share.transcript ? [t('shares.transcript')] : []),
    ...share.contents.map((type) => labelOf(`draft:${type}`, types)),
  ];
  const names = new Intl.ListFormat(language()).format(parts);
  async function end(): Promise<void> {
    if (!(await request.run(() => api.endShare(project.id, share.id), t('shares.end.refused')))) return;
    tellDeleted({ kind: 'share', of: share.id, name: null }, onChange);
    onChange();
  }
  return (
    <li>
      <div className="members-who">
        <span className="members-name">{names}</span>
        <span className="muted">
          {t('shares.made', { day: day(share.createdAt) })}, {t('shares.views', { count: share.views })}
          {share.expiresAt !== null && <>, {endsAt(share.expiresAt)}</>}
        </span>
      </div>
      <Button
        small
        look="quiet"
        busy={request.busy}
        aria-label={t('shares.end.spoken', { names })}
        onClick={() => void end()}
      >
        {t('shares.end.label')}
      </Button>
    </li>
  );
}

const endsAt = (iso: string): string =>
  Date.parse(iso) > Date.now() ? t('shares.until', { day: day(iso) }) : t('shares.over', { day: day(iso) });

const day = (iso: string): string =>
  new Date(iso).toLocaleDateString(language(), { day: 'numeric', month: 'long', year: 'numeric' });
