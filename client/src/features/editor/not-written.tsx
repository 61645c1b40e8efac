import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import type { TaskKey } from '../../../../src/contract/task.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/message.js';
import { NotReady } from '../task/not-ready.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';

interface NotWrittenProps {
  project: ProjectSnapshot;
  type: string;
  label: string;
}

/** In the place of a draft that is not there: asks for it, or says how far it is. */
export function NotWritten({ project, type, label }: NotWrittenProps) {
  const request = useRequest(project.id);
  const key: TaskKey = `draft:${type}`;
  const task = project.tasks.find((one) => one.key === key);
  const mayAsk = project.role !== 'viewer' && project.source !== null;
  if (!mayAsk || (task && !isEnded(task.status))) {
    return <NotReady project={project} taskKey={key} title={t('editor.notWritten.title', { label })} />;
  }
  return (
    <Empty title={t('editor.notWritten.title', { label })}>
      <p>{task?.error ? said(task.error.message) : t('editor.notWritten.from')}</p>
      <Button
        look="primary"
        busy={request.busy}
        onClick={() => void request.run(() => api.generate(project.id, [type]), t('editor.notWritten.not', { label }))}
      >
        {t('editor.notWritten.write')}
      </Button>
    </Empty>
  );
}
