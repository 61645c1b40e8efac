import { useState } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Task } from '../../../../src/contract/task.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { useResource } from '../../ui/resource.js';
import { dollars, list } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { labelOf } from '../task/task-words.js';

interface Choice {
  /** What was made of what has changed since, in the order in which it is made. */
  stale: readonly Task[];
  /** Somebody said of all of it that it is fine as it is. */
  isFine: boolean;
}

/** What a correction has left behind, and what was said to it. */
export function choiceOf({ tasks }: Pick<ProjectSnapshot, 'tasks'>): Choice {
  // What somebody said is fine is left as it is by “Redo all”, too.
  const stale = tasks.filter((task) => task.stale && task.status === 'succeeded' && !task.staleAccepted);
  return { stale, isFine: stale.length === 0 };
}

interface AfterCorrectionProps {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
  choice: Choice;
}

/** One question after a correction: all anew, some of it, or none. */
export function AfterCorrection({ project, types, choice }: AfterCorrectionProps) {
  const { stale, isFine } = choice;
  const [picks, setPicks] = useState(false);
  const { busy, redo, priced } = useRedo(project, stale);
  if (project.role === 'viewer' || stale.length === 0 || isFine) return null;
  const isByHand = ({ key }: Task): boolean =>
    project.contents.some(({ type, origin }) => key === `draft:${type}` && origin === 'edited');
  const free = stale.filter((task) => !isByHand(task));
  return (
    <Message
      tone="plain"
      actions={
        !picks && (
          <>
            {free.length > 0 && (
              <Button small busy={busy} onClick={() => void redo(free)}>
                {priced(t('project.stale.redoAll', { count: free.length }), free)}
              </Button>
            )}
            {(stale.length > 1 || free.length === 0) && (
              <Button small look="quiet" onClick={() => setPicks(true)}>
                {t('project.stale.choose')}
              </Button>
            )}
            <FineButton projectId={project.id} stale={stale} />
          </>
        )
      }
    >
      <p>{t('project.stale.what', { what: list(stale.map(({ key }) => labelOf(key, types))) })}</p>
      {picks && (
        <Picking
          stale={stale}
          types={types}
          isByHand={isByHand}
          priced={priced}
          busy={busy}
          onRedo={(tasks) => void redo(tasks).then((started) => started && setPicks(false))}
          onClose={() => setPicks(false)}
        />
      )}
    </Message>
  );
}

/**
 * Makes anew what is stale. `redo` answers whether all of it was started; `priced` says behind `words` what the models would take
 * for these tasks.
 */
export function useRedo(project: ProjectSnapshot, stale: readonly Task[]) {
  const request = useRequest(project.id);
  const cost = useCost(project, stale);
  const redo = (tasks: readonly Task[]): Promise<boolean> =>
    // One after the other: drafts wait for what is made before them.
    request.run(async () => {
      for (const { id } of tasks) await api.retryTask(id);
    }, t('project.stale.notStarted'));
  const priced = (words: string, tasks: readonly Task[]): string => withCost(words, cost(tasks));
  return { busy: request.busy, redo, priced };
}

/** For all members, until something is corrected once more. */
export function FineButton({ projectId, stale }: Pick<Choice, 'stale'> & { projectId: string }) {
  const request = useRequest(projectId);
  const ids = stale.map(({ id }) => id);
  return (
    <Button
      small
      look="quiet"
      busy={request.busy}
      onClick={() => void request.run(() => api.acceptStale(projectId, ids), t('project.stale.notAccepted'))}
    >
      {t('project.stale.fine')}
    </Button>
  );
}

type Cost = (tasks: readonly Task[]) => number | null;

interface PickingProps {
  stale: readonly Task[];
  types: readonly ContentTypeInfo[];
  isByHand: (task: Task) => boolean;
  priced: ReturnType<typeof useRedo>['priced'];
  busy: boolean;
  onRedo: (tasks: readonly Task[]) => void;
  onClose: () => void;
}

/** What somebody wrote by hand is not picked unless they do it. */
function Picking({ stale, types, isByHand, priced, busy, onRedo, onClose }: PickingProps) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(
    () => new Set(stale.filter((task) => !isByHand(task)).map(({ id }) => id)),
  );
  const tasks = stale.filter(({ id }) => picked.has(id));
  const toggle = (id: string): void => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  return (
    <fieldset className="picking">
      <legend className="unseen">{t('project.stale.choose')}</legend>
      {stale.map((task) => (
        <label key={task.id}>
          <input type="checkbox" checked={picked.has(task.id)} onChange={() => toggle(task.id)} />{' '}
          {labelOf(task.key, types)}
          {isByHand(task) && <span className="muted"> {t('project.stale.byHand')}</span>}
        </label>
      ))}
      <span className="section-actions">
        <Button small busy={busy} disabled={tasks.length === 0} onClick={() => onRedo(tasks)}>
          {priced(t('project.stale.redo', { count: tasks.length }), tasks)}
        </Button>
        <Button small look="quiet" onClick={onClose}>
          {t('project.stale.cancel')}
        </Button>
      </span>
    </fieldset>
  );
}

/** What the models would take for these, in US dollars; null where no model costs anything, or nobody says how much. */
function useCost({ id, tasks }: ProjectSnapshot, stale: readonly Task[]): Cost {
  const version = tasks.map(({ key, status, attempt }) => `${key} ${status} ${attempt}`).join();
  const usage = useResource(`usage:${id}`, stale.length > 0 ? version : '', () => api.usage(id));
  return (wanted) => {
    if (usage.state !== 'there') return null;
    const { items, drafts } = usage.value.estimate;
    const calls = [...items, ...drafts].filter(({ key }) => wanted.some((task) => task.key === key));
    if (calls.length === 0 || calls.some(({ costUsd }) => costUsd === null)) return null;
    return calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  };
}

const withCost = (words: string, cost: number | null): string =>
  cost === null ? words : `${words} · ${t('project.stale.about', { cost: dollars(cost) })}`;
