import { useLayoutEffect, useRef } from 'react';
import type { Task, TaskDetail } from '../../../../src/contract/task.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import { api } from '../../api.js';
import { useSeconds } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';

const LOOK_EVERY_MS = 2_000;

/** What happened inside a task: the reason in full, its attempts, parts and log. */
export function TaskDetails({ task }: { task: Task }) {
  return !isEnded(task.status) ? <LiveDetails task={task} /> : <Details task={task} tick={0} />;
}

function LiveDetails({ task }: { task: Task }) {
  return <Details task={task} tick={Math.floor(useSeconds() / LOOK_EVERY_MS)} />;
}

function Details({ task, tick }: { task: Task; tick: number }) {
  const version = `${task.status}.${task.attempt}.${task.failures}.${tick}`;
  const detail = useResource(`task:${task.id}`, version, () => api.task(task.id));
  return (
    <>
      {task.error && <p className="task-reason">{said(task.error.message)}</p>}
      {!task.error && task.message && <p>{said(task.message)}</p>}
      <ResourceView resource={detail} notReady={null}>
        {(value) => <Happened detail={value} />}
      </ResourceView>
    </>
  );
}

function Happened({ detail }: { detail: TaskDetail }) {
  const { attempts, parts, partsDone, log } = detail;
  const lines = useNewestInView(log.length);
  return (
    <>
      {parts.total > 0 && (
        <p className="muted">
          {t('task.parts', { done: parts.done, count: parts.total })}
          {partsDone.length > 0 && t('task.lastPart', { part: partsDone.at(-1)?.part })}
        </p>
      )}
      {attempts.length > 0 && (
        <ul className="attempts">
          {attempts.map(({ attempt, startedAt, finishedAt, outcome }) => (
            <li key={attempt}>
              {t('task.attempt', { number: attempt, from: time(startedAt) })}
              {finishedAt && t('task.until', { time: time(finishedAt) })}
              {outcome ? `, ${outcome.replaceAll('_', ' ')}` : t('task.underWay')}
            </li>
          ))}
        </ul>
      )}
      <div ref={lines} className="log" role="group" aria-label={t('task.log')} tabIndex={0}>
        {log.length === 0 && (
          <span className="muted">{t(isEnded(detail.status) ? 'task.noLog' : 'task.noLogYet')}</span>
        )}
        {log.map(({ at, line }, index) => (
          <div key={index}>
            <time dateTime={at}>{time(at)}</time> {line}
          </div>
        ))}
      </div>
    </>
  );
}

/** Keeps the newest log entry in view, unless somebody has scrolled up to read. */
function useNewestInView(lines: number) {
  const list = useRef<HTMLDivElement>(null);
  const bottom = useRef(0);
  useLayoutEffect(() => {
    if (!list.current) return;
    const { scrollTop, clientHeight, scrollHeight } = list.current;
    if (scrollTop + clientHeight >= bottom.current - 2) list.current.scrollTop = scrollHeight;
    bottom.current = scrollHeight;
  }, [lines]);
  return list;
}

const time = (iso: string): string => new Date(iso).toLocaleTimeString('en-GB');
