import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ContextDocument } from '../../../../src/contract/context-document.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Pill } from '../../ui/pill.js';
import { size } from '../../ui/times-and-sizes.js';
import { useRequest } from '../../realtime/use-request.js';
import { t } from '../../words/words.js';
import { afterRequest } from '../../realtime/live.js';
import { tellDeleted } from '../bin/things.js';
import { CancelOrRetry } from '../task/task-actions.js';
import { TaskRow } from '../task/task-row.js';
import type { SentDocument } from './sending.js';
import { forgetSent } from './sending.js';

interface DocumentRowProps {
  project: ProjectSnapshot;
  document: ContextDocument;
  types: readonly ContentTypeInfo[];
  mayChange: boolean;
  /** The address leads to it. */
  meant: boolean;
}

/** One document, and how far it is on its way to being found. */
export function DocumentRow({ project, document, types, mayChange, meant }: DocumentRowProps) {
  const { id, filename, kind, sizeBytes, passages } = document;
  const task = project.tasks.find(({ key }) => key === `document:${id}`);
  const retryHelps = task?.error?.retryable ?? true;
  return (
    <TaskRow
      taskKey={`document:${id}`}
      task={task}
      types={types}
      name={filename}
      meant={meant}
      remark={`${t(`documents.kinds.${kind}`)} · ${size(sizeBytes)}`}
      idle={passages === null ? t('documents.notRead') : t('documents.passages', { count: passages })}
      actions={
        mayChange && (
          <>
            {task && retryHelps && <CancelOrRetry task={task} label={filename} />}
            <Remove projectId={project.id} document={document} />
          </>
        )
      }
    />
  );
}

function Remove({ projectId, document: { id, filename } }: { projectId: string; document: ContextDocument }) {
  const request = useRequest(projectId);
  const back = () => afterRequest(projectId);
  async function remove(): Promise<void> {
    if (await request.run(() => api.removeDocument(projectId, id), t('documents.notRemoved', { filename })))
      tellDeleted({ kind: 'document', of: id, name: filename }, back);
  }
  return (
    <Confirm
      label={t('documents.remove')}
      spoken={t('documents.removeOf', { filename })}
      question={t('documents.removeAsk', { filename })}
      keep={t('documents.keep')}
      sure={t('documents.remove')}
      busy={request.busy}
      onSure={() => void remove()}
    >
      {t('documents.removeText')}
    </Confirm>
  );
}

/** On its way to the server, or refused: then it stays until its reason has been read. */
export function SentRow({ projectId, sent }: { projectId: string; sent: SentDocument }) {
  const { key, filename, sizeBytes, refusal } = sent;
  return (
    <li className="task">
      <div className="task-line">
        <h3 className="task-label task-name">
          <span title={filename}>{filename}</span>
          <span className="task-remark">{size(sizeBytes)}</span>
        </h3>
        <span className="task-pill">
          {refusal === null ? (
            <Pill tone="busy" icon="busy">
              {t('documents.sending')}
            </Pill>
          ) : (
            <Pill tone="bad" icon="cross">
              {t('documents.notTaken')}
            </Pill>
          )}
        </span>
        <p
          className={refusal === null ? 'task-message' : 'task-message task-message-bad'}
          role={refusal === null ? 'status' : 'alert'}
        >
          {refusal ?? t('documents.onWay')}
        </p>
        <div className="task-actions">
          {refusal !== null && (
            <Button
              small
              aria-label={t('documents.okNotTaken', { filename })}
              onClick={() => forgetSent(projectId, key)}
            >
              {t('documents.ok')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
