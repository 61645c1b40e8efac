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
import { ago, count, wordsIn } from '../../ui/times-and-sizes.js';
import { useRequest } from '../../realtime/use-request.js';
import { CancelOrRetry, Redo } from '../task/task-actions.js';
import { TaskRow } from '../task/task-row.js';
import { isConsequence } from '../task/task-words.js';

interface DraftRowProps {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
  type: ContentTypeInfo;
  task: Task | undefined;
  /** True for the one draft that is suggested as the next step. */
  isNext: boolean;
}

/** One type of draft: Generate, then how many words are written, then Edit or View. */
export function DraftRow({ project, types, type, task, isNext }: DraftRowProps) {
  const [instructions, keep] = useKept<string>(`instructions:${project.id}:${type.id}`);
  const asking = instructions !== null;
  const content = project.contents.find((other) => other.type === type.id);
  const live = useLiveText(task);
  const mayChange = project.role !== 'viewer' && !type.own?.deleted;
  const underWay = task !== undefined && !isEnded(task.status);
  const failed = task?.status === 'failed' || task?.status === 'cancelled';
  const stale = content?.stale === true && task?.status === 'succeeded';
  const verb = type.action === 'edit' && project.role !== 'viewer' ? 'Edit' : 'View';
  const actions = (
    <>
      {mayChange && task && (underWay || failed) && (
        <CancelOrRetry
          task={task}
          label={type.label}
          look={task.status === 'failed' && !isConsequence(task) ? 'primary' : 'secondary'}
        />
      )}
      {mayChange && stale && !asking && (
        <Redo task={task} label={type.label} {...(content.origin === 'edited' && { onPress: () => keep('') })} />
      )}
      {mayChange && !underWay && !failed && !stale && !asking && (
        <Generate
          project={project}
          type={type}
          isNext={isNext}
          again={content !== undefined}
          onInstructions={() => keep('')}
        />
      )}
      {content && (
        <ButtonLink small to={`contents/${type.id}`} aria-label={`${verb} ${type.label}`}>
          {verb}
        </ButtonLink>
      )}
    </>
  );
  return (
    <TaskRow
      taskKey={`draft:${type.id}`}
      task={task}
      types={types}
      idle={type.own?.deleted ? 'This kind of draft was deleted' : type.description}
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
      <Button small look="quiet" aria-label={`Write again: ${type.label}`} onClick={onInstructions}>
        Write again
      </Button>
    );
  }
  return (
    <>
      <Button small look="quiet" aria-label={`Instructions for ${type.label}`} onClick={onInstructions}>
        Instructions
      </Button>
      <Button
        small
        look={isNext ? 'primary' : 'secondary'}
        busy={request.busy}
        aria-label={`Generate ${type.label}`}
        onClick={() => void request.run(() => api.generate(project.id, [type.id]), `${type.label} was not started`)}
      >
        Generate
      </Button>
    </>
  );
}

function Remark({ content }: { content: ContentSummary }) {
  const now = useMinutes();
  const what = content.origin === 'edited' ? 'edited' : 'written';
  return (
    <>
      version {content.version}, {what} {ago(content.updatedAt, now)}
      {content.stale && ', not up to date'}
    </>
  );
}

function Writing({ type, text }: { type: ContentTypeInfo; text: string }) {
  return (
    <Link className="writing" to={`contents/${type.id}`} title={`Read ${type.label} as it is written`}>
      Writing… {count(wordsIn(text), 'word')}
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
      `${type.label} was not started`,
    );
    if (started) onDone();
  }

  return (
    <div className="instructions">
      {again && <p>This makes a new version. The one you have stays in the list of versions.</p>}
      <label htmlFor={id}>Instructions, if you have any</label>
      <textarea
        id={id}
        rows={2}
        autoFocus
        maxLength={4_000}
        value={text}
        placeholder="For example: for beginners, and shorter"
        onChange={(event) => onType(event.target.value)}
      />
      <div className="instructions-actions">
        <Button look="quiet" small onClick={onDone}>
          Cancel
        </Button>
        <Button look="primary" small busy={request.busy} onClick={() => void generate()}>
          {again ? 'Write again' : 'Generate'}
        </Button>
      </div>
    </div>
  );
}
