import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Task } from '../../../../src/contract/task.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';
import { choiceOf, FineButton, useRedo } from '../project/after-correction.js';
import { useThisProject } from '../project/this-project.js';

/** What the draft was made from has changed since: it is made anew right here, or fine as it is. */
export function Stale({ type }: { type: string }) {
  const project = useThisProject();
  const task = project.tasks.find(({ key }) => key === `draft:${type}`);
  // It is being made anew, or somebody said that it is fine: the question is answered.
  if (task && (!isEnded(task.status) || task.staleAccepted)) return null;
  const byHand = project.contents.some((content) => content.type === type && content.origin === 'edited');
  const mayRedo = project.role !== 'viewer';
  return (
    <Message tone="warn" actions={mayRedo && <Answers project={project} task={task} />}>
      {t('editor.stale')}
      {mayRedo && ` ${t(byHand ? 'editor.staleByHand' : 'editor.staleWritten')}`}
    </Message>
  );
}

function Answers({ project, task }: { project: ProjectSnapshot; task: Task | undefined }) {
  const { busy, redo, priced } = useRedo(project, task ? [task] : []);
  const { stale } = choiceOf(project);
  // An older version was restored: what was written last is up to date.
  if (!task?.stale) {
    return (
      <ButtonLink small to={`/projects/${project.id}`}>
        {t('task.overview')}
      </ButtonLink>
    );
  }
  return (
    <span className="section-actions">
      <Button small busy={busy} onClick={() => void redo([task])}>
        {priced(t('project.stale.redoAll', { count: 1 }), [task])}
      </Button>
      <FineButton projectId={project.id} stale={[task]} />
      {stale.length > 1 && (
        <ButtonLink small look="quiet" to={`/projects/${project.id}`}>
          {t('editor.staleAll', { count: stale.length })}
        </ButtonLink>
      )}
    </span>
  );
}
