import { useEffect, useRef } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { Task } from '../../../../src/contract/task.js';
import { t } from '../../words/words.js';
import { isRetrying, labelOf, lookOf } from '../task/task-words.js';

interface LiveStatusProps {
  tasks: readonly Task[];
  types: readonly ContentTypeInfo[];
}

/** Tells screen readers of changes of state, not of percentage. */
export function LiveStatus({ tasks, types }: LiveStatusProps) {
  const region = useRef<HTMLParagraphElement>(null);
  const before = useRef(new Map<string, string>());

  useEffect(() => {
    const news: string[] = [];
    for (const task of tasks) {
      const state = `${task.id} ${isRetrying(task, Date.now()) ? 'retrying' : task.status}`;
      const known = before.current.get(task.key);
      before.current.set(task.key, state);
      if (known === undefined || known === state) continue;
      const { pill, message } = lookOf(task, types, Date.now());
      news.push(`${labelOf(task.key, types)}: ${task.status === 'running' ? t('task.started') : pill}. ${message}`);
    }
    if (news.length > 0 && region.current) region.current.textContent = news.join(' ');
  }, [tasks, types]);

  return <p ref={region} className="unseen" aria-live="polite" />;
}
