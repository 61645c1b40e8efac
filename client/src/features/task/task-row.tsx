import type { ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { Task, TaskKey } from '../../../../src/contract/task.js';
import { Icon } from '../../ui/icon.js';
import { useSeconds } from '../../ui/now.js';
import { Pill } from '../../ui/pill.js';
import { t } from '../../words/words.js';
import { TaskDetails } from './task-details.js';
import { hasFailedBefore, labelOf, lookOf } from './task-words.js';

interface TaskRowProps {
  taskKey: TaskKey;
  task: Task | undefined;
  types: readonly ContentTypeInfo[];
  /** A name that says more than the step's, such as that of a document. */
  name?: string;
  /** Shown while there is no task. */
  idle: string;
  /** A small remark beside the name. */
  remark?: ReactNode;
  /** The address of the page points to this row, so it is scrolled into view. */
  meant?: boolean;
  actions: ReactNode;
  children?: ReactNode;
}

/** One row of the checklist. Its height is the same in every state. */
export function TaskRow({ taskKey, task, types, name, idle, remark, meant, actions, children }: TaskRowProps) {
  const id = useId();
  const row = useRef<HTMLLIElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (meant) row.current?.scrollIntoView({ block: 'center' });
  }, [meant]);
  const label = name ?? labelOf(taskKey, types);
  return (
    <li
      ref={row}
      className={meant ? 'task task-meant' : 'task'}
      data-testid={`task-${taskKey}`}
      data-status={task?.status ?? 'none'}
    >
      <div className="task-line">
        <h3 className={name ? 'task-label task-name' : 'task-label'}>
          {name ? <span title={name}>{name}</span> : label}
          {remark && <span className="task-remark">{remark}</span>}
        </h3>
        {task ? <LiveLook task={task} types={types} label={label} /> : <p className="task-message">{idle}</p>}
        <div className="task-actions">{actions}</div>
        {task && (
          <button
            type="button"
            className="task-more"
            aria-expanded={open}
            aria-controls={id}
            aria-label={t('task.details', { label })}
            onClick={() => setOpen(!open)}
          >
            <Icon name="chevron" />
          </button>
        )}
      </div>
      {children}
      {task && open && (
        <div id={id} className="task-details">
          <TaskDetails task={task} />
        </div>
      )}
    </li>
  );
}

type LookProps = { task: Task; types: readonly ContentTypeInfo[]; label: string };

function LiveLook(props: LookProps) {
  return hasFailedBefore(props.task) ? <CountingLook {...props} /> : <LookAt {...props} now={0} />;
}

function CountingLook(props: LookProps) {
  return <LookAt {...props} now={useSeconds()} />;
}

function LookAt({ task, types, label, now }: LookProps & { now: number }) {
  const { tone, icon, pill, percent, message } = lookOf(task, types, now);
  return (
    <>
      <span className="task-pill">
        <Pill tone={tone} icon={icon} {...(percent === null ? {} : { percent, label: t('task.progress', { label }) })}>
          {pill}
        </Pill>
      </span>
      <p className={`task-message task-message-${tone}`} title={message}>
        {message}
      </p>
    </>
  );
}
