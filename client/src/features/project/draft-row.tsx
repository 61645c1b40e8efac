import { useId } from 'react';
import { Link } from 'react-router';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ContentSummary, ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Task } from '../../../../src/contract/task.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import { api } from '../../api.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { useLiveText } from '../../realtime/live.js';
import { useKept } from '../../ui/kept.js';
import { useMinutes } from '../../ui/now.js';
import { ago, wordsIn } from '../../ui/times-and-sizes.js';
import { useRequest } from '../../realtime/use-request.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';
import { CancelOrRetry } from '../task/task-actions.js';
import { TaskRow } from '../task/task-row.js';
import { isConsequence } from '../task/task-words.js';

interface DraftRowProps {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
  type: ContentTypeInfo;
  task: Task | undefined;
  /** True for the one draft that is suggested as the next step. */
  isNext: boolean;
  /** True for the one draft that failed: of several, none stands out. */
  isOnlyFailure: boolean;
}

/** One type of draft: Generate, then how many words are written, then Edit or View. */
export function DraftRow({ project, types, type, task, isNext, isOnlyFailure }: DraftRowProps) {
  const [instructions, keep] = useKept<string>(`instructions:${project.id}:${type.id}`);
  const asking = instructions !== null;
  const content = project.contents.find((other) => other.type === type.id);
  const live = useLiveText(task);
  const mayChange = project.role !== 'viewer' && !type.own?.deleted;
  const underWay = task !== undefined && !isEnded(task.status);
  const failed = task?.status === 'failed' || task?.status === 'cancelled';
  const verb = type.action === 'edit' && project.role !== 'viewer' ? 'edit' : 'view';
  const actions = (
    <>
      {mayChange && task && (underWay || failed) && (
        <CancelOrRetry
          task={task}
          label={type.label}
          look={isOnlyFailure && task.status === 'failed' && !isConsequence(task) ? 'primary' : 'secondary'}
        />
      )}
      {mayChange && !underWay && !failed && !asking && (
        <Generate
          project={project}
          type={type}
          isNext={isNext}
          again={content !== undefined}
          onInstructions={() => keep('')}
        />
      )}
      {content && (
        <ButtonLink small to={`contents/${type.id}`} aria-label={t(`project.draft.${verb}Of`, { label: type.label })}>
          {t(`project.draft.${verb}`)}
        </ButtonLink>
      )}
    </>
  );
  return (
    <TaskRow
      taskKey={`draft:${type.id}`}
      task={task}
      types={types}
      idle={type.own?.deleted ? t('project.draft.deletedKind') : said(type.description)}
      remark={live?.writing ? <Writing type={type} text={live.text} /> : content && <Remark content={content} />}
      actions={actions}
    >
      {asking && !underWay && (
        <Instructions
          project={project}
          type={type}
          again={content !== undefined}
          text={instructions}
          onType={keep}
          onDone={() => keep(null)}
        />
      )}
    </TaskRow>
  );
}

interface GenerateProps {
  project: ProjectSnapshot;
  type: ContentTypeInfo;
  again: boolean;
  isNext: boolean;
  onInstructions: () => void;
}

/** Starts at once where there is no draft yet; asks first where another version would be written. */
function Generate({ project, type, again, isNext, onInstructions }: GenerateProps) {
  const request = useRequest(project.id);
  if (again) {
    return (
      <Button
        small
        look="quiet"
        aria-label={t('project.draft.againOf', { label: type.label })}
        onClick={onInstructions}
      >
        {t('project.draft.again')}
      </Button>
    );
  }
  return (
    <>
      <Button
        small
        look="quiet"
        aria-label={t('project.draft.instructionsFor', { label: type.label })}
        onClick={onInstructions}
      >
        {t('project.draft.instructions')}
      </Button>
      <Button
        small
        look={isNext ? 'primary' : 'secondary'}
        busy={request.busy}
        aria-label={t('project.draft.generateOf', { label: type.label })}
        onClick={() =>
          void request.run(
            () => api.generate(project.id, [type.id]),
            t('project.draft.notStarted', { label: type.label }),
          )
        }
      >
        {t('project.draft.generate')}
      </Button>
    </>
  );
}

function Remark({ content }: { content: ContentSummary }) {
  const now = useMinutes();
  const what = content.origin === 'edited' ? 'edited' : 'written';
  const { version } = content;
  return (
    <>
      {t(`project.draft.${what}`, { version, ago: ago(content.updatedAt, now) })}
      {content.stale && t('project.draft.stale')}
    </>
  );
}

function Writing({ type, text }: { type: ContentTypeInfo; text: string }) {
  return (
    <Link className="writing" to={`contents/${type.id}`} title={t('project.draft.read', { label: type.label })}>
      {t('project.draft.writing', { count: wordsIn(text) })}
    </Link>
  );
}

interface InstructionsProps {
  project: ProjectSnapshot;
  type: ContentTypeInfo;
  again: boolean;
  text: string;
  onType: (text: string) => void;
  onDone: () => void;
}

function Instructions({ project, type, again, text, onType, onDone }: InstructionsProps) {
  const id = useId();
  const request = useRequest(project.id);

  async function generate(): Promise<void> {
    const instructions = text.trim();
    const started = await request.run(
      () => api.generate(project.id, [type.id], instructions === '' ? undefined : instructions),
      t('project.draft.notStarted', { label: type.label }),
    );
    if (started) onDone();
  }

  return (
    <div className="instructions">
      {again && <p>{t('project.draft.newVersion')}</p>}
      <label htmlFor={id}>{t('project.draft.instructionsLabel')}</label>
      <textarea
        id={id}
        rows={2}
        autoFocus
        maxLength={4_000}
        value={text}
        placeholder={t('project.draft.example')}
        onChange={(event) => onType(event.target.value)}
      />
      <div className="instructions-actions">
        <Button look="quiet" small onClick={onDone}>
          {t('project.draft.cancel')}
        </Button>
        <Button look="primary" small busy={request.busy} onClick={() => void generate()}>
          {t(again ? 'project.draft.again' : 'project.draft.generate')}
        </Button>
      </div>
    </div>
  );
}
