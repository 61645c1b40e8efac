import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { TaskKey } from '../../../../src/contract/task.js';
import { ButtonLink } from '../../ui/button.js';
import { Empty } from '../../ui/message.js';
import { useSeconds } from '../../ui/now.js';
import { t } from '../../words/words.js';
import { useContentTypes } from './content-types.js';
import { lookOf } from './task-words.js';

interface NotReadyProps {
  project: ProjectSnapshot;
  taskKey: TaskKey;
  title: string;
}

/** Shown in place of a result that is not there yet: says how far its task is, or why it failed. */
export function NotReady({ project, taskKey, title }: NotReadyProps) {
  const types = useContentTypes(project.id) ?? [];
  const now = useSeconds();
  const task = project.tasks.find(({ key }) => key === taskKey);
  const look = task && lookOf(task, types, now);
  return (
    <Empty title={title}>
      <p>
        {look ? `${look.pill}. ${look.message}` : t('task.notBegun')}
        {look && (look.tone === 'busy' || (task.status === 'queued' && look.tone === 'plain')) && t('task.byItself')}
      </p>
      <ButtonLink to={`/projects/${project.id}`}>{t('task.overview')}</ButtonLink>
    </Empty>
  );
}
