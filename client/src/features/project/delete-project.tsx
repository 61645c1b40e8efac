import { useRef } from 'react';
import { useNavigate } from 'react-router';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { useAsk } from '../task/task-actions.js';
import { uploads } from '../upload/uploads.js';

export function DeleteProject({ project }: { project: ProjectSnapshot }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const ask = useAsk(project.id);

  async function remove(): Promise<void> {
    uploads.cancel(project.id);
    if (await ask.run(() => api.deleteProject(project.id), 'The project was not deleted')) await navigate('/');
  }

  return (
    <div className="delete">
      <Button look="quiet" small onClick={() => dialog.current?.showModal()}>
        Delete this project
      </Button>
      <dialog ref={dialog} className="dialog" aria-labelledby="delete-title">
        <h2 id="delete-title">Delete “{project.title}”?</h2>
        <p>The recording, its transcript, screenshots, chapters and all drafts are deleted for everyone, for good.</p>
        <div className="dialog-actions">
          <Button autoFocus onClick={() => dialog.current?.close()}>
            Keep it
          </Button>
          <Button look="danger" busy={ask.busy} onClick={() => void remove()}>
            Delete for good
          </Button>
        </div>
      </dialog>
    </div>
  );
}
