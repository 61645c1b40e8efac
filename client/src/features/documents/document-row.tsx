import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ContextDocument } from '../../../../src/contract/context-document.js';
import type { DocumentKind } from '../../../../src/contract/documents.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Pill } from '../../ui/pill.js';
import { count, size } from '../../ui/times-and-sizes.js';
import { useRequest } from '../../realtime/use-request.js';
import { CancelOrRetry } from '../task/task-actions.js';
import { TaskRow } from '../task/task-row.js';
import type { SentDocument } from './sending.js';
import { forgetSent } from './sending.js';

const kinds: Record<DocumentKind, string> = { pdf: 'PDF', markdown: 'Markdown', text: 'Text', html: 'HTML' };

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
      remark={`${kinds[kind]} · ${size(sizeBytes)}`}
      idle={passages === null ? 'Not read yet' : count(passages, 'passage')}
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
  return (
    <Confirm
      label="Remove"
      spoken={`Remove ${filename}`}
      question={`Remove “${filename}”?`}
      keep="Keep it"
      sure="Remove"
      busy={request.busy}
      onSure={() => void request.run(() => api.removeDocument(projectId, id), `${filename} was not removed`)}
    >
      New drafts draw on it no more, and search no longer finds it. Drafts that are written stay as they are.
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
              Sending
            </Pill>
          ) : (
            <Pill tone="bad" icon="cross">
              Not taken
            </Pill>
          )}
        </span>
        <p
          className={refusal === null ? 'task-message' : 'task-message task-message-bad'}
          role={refusal === null ? 'status' : 'alert'}
        >
          {refusal ?? 'On its way'}
        </p>
        <div className="task-actions">
          {refusal !== null && (
            <Button small aria-label={`OK, ${filename} was not taken`} onClick={() => forgetSent(projectId, key)}>
              OK
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
