import { useState } from 'react';
import type { OperatorTask } from '../../../../src/contract/operators.js';
import type { TaskStatus } from '../../../../src/contract/task-status.js';
import { operators } from '../../api-operators.js';
import { Button } from '../../ui/button.js';
import { useResource } from '../../ui/resource.js';
import { t } from '../../words/words.js';
import { Choice, Section } from './section.js';
import { TaskLine } from './task-line.js';
import type { DeedProps } from './use-deed.js';
import { useVersion } from './use-deed.js';

/** Tasks of all projects by state and age. */
export function TasksSection({ deeds, onDone }: DeedProps) {
  const [status, setStatus] = useState<TaskStatus>('failed');
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1) ?? null;
  const version = useVersion(deeds);
  const loaded = useResource(`${status} ${cursor ?? ''}`, version, () => operators.tasks(status, cursor));

  function choose(next: TaskStatus): void {
    setStatus(next);
    setCursors([]);
  }

  const states = {
    failed: t('operators.tasks.failed'),
    running: t('operators.tasks.running'),
    queued: t('operators.tasks.queued'),
    cancelled: t('operators.tasks.cancelled'),
    succeeded: t('operators.tasks.succeeded'),
  } satisfies Record<TaskStatus, string>;
  return (
    <Section
      id="tasks"
      title={t('operators.tasks.title')}
      choice={<Choice label={t('operators.tasks.state')} options={states} chosen={status} onChoose={choose} />}
      resource={loaded}
    >
      {({ items, nextCursor }) => (
        <>
          <Lines items={items} onDone={onDone} />
          <div className="operators-pages">
            {cursors.length > 0 && (
              <Button small onClick={() => setCursors(cursors.slice(0, -1))}>
                {t('operators.tasks.back')}
              </Button>
            )}
            {nextCursor !== null && (
              <Button small onClick={() => setCursors([...cursors, nextCursor])}>
                {t('operators.tasks.more')}
              </Button>
            )}
          </div>
        </>
      )}
    </Section>
  );
}

function Lines({ items, onDone }: { items: readonly OperatorTask[]; onDone: () => void }) {
  if (items.length === 0) return <p className="muted">{t('operators.tasks.none')}</p>;
  return (
    <ul className="operators-list">
      {items.map((task) => (
        <TaskLine key={task.id} task={task} onDone={onDone} />
      ))}
    </ul>
  );
}
