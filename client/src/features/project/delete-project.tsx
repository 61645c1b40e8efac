import { useNavigate } from 'react-router';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Confirm } from '../../ui/confirm.js';
import { useRequest } from '../../realtime/use-request.js';
import { deleteWithUndo } from '../projects/delete-with-undo.js';

export function DeleteProject({ project }: { project: ProjectSnapshot }) {
  const navigate = useNavigate();
  const request = useRequest(project.id);

  async function remove(): Promise<void> {
    if (await request.run(() => deleteWithUndo(project), 'The project was not deleted')) await navigate('/');
  }

  return (
    <div className="delete">
      <Confirm
        label="Delete this project"
        question={`Delete “${project.title}”?`}
        keep="Keep it"
        sure="Delete"
        busy={request.busy}
        onSure={() => void remove()}
      >
        It goes into the bin, with its recording, transcript, screenshots, chapters, background documents and all
        drafts: gone for everyone, and kept for 30 days in case you want it back.
      </Confirm>
    </div>
  );
}
