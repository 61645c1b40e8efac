import { useState } from 'react';
import { t } from '../../words/words.js';
import { AdministratorsOnly } from '../account/administrators-only.js';
import { useSession } from '../account/session.js';
import { WebhooksSection } from '../webhooks/webhooks-section.js';
import { OwnersSection } from './owners-section.js';
import { ScheduleSection } from './schedule-section.js';
import { TasksSection } from './tasks-section.js';
import { WorkersSection } from './workers-section.js';

/** All projects, workers, owners and scheduled work, for who runs this Devreel. */
export function OperatorsPage() {
  const session = useSession();
  const isAdministrator = session.state === 'in' && session.me.isAdministrator;
  return (
    <div className="page operators">
      <title>{`${t('operators.title')} · Devreel`}</title>
      <div className="page-head">
        <h1>{t('operators.title')}</h1>
        {isAdministrator && <a href="/admin/queues">{t('operators.queues')}</a>}
      </div>
      <AdministratorsOnly otherwise={t('operators.administrators')}>
        <Sections />
      </AdministratorsOnly>
    </div>
  );
}

function Sections() {
  /** Counts what was done here: the lists are asked for anew. */
  const [deeds, setDeeds] = useState(0);
  const onDone = (): void => setDeeds((n) => n + 1);
  return (
    <>
      <TasksSection deeds={deeds} onDone={onDone} />
      <WorkersSection deeds={deeds} onDone={onDone} />
      <OwnersSection />
      <ScheduleSection deeds={deeds} onDone={onDone} />
      <WebhooksSection projectId={null} installation />
    </>
  );
}
