import { useNavigate } from 'react-router';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { Confirm } from '../../ui/confirm.js';
import { useRequest } from '../../realtime/use-request.js';
import { uploads } from '../upload/uploads.js';

export function DeleteProject({ project }: { project: ProjectSnapshot }) {
  const navigate = useNavigate();
  const request = useRequest(project.id);

  async function remove(): Promise<void> {
    uploads.cancel(project.id);
    if (await request.run(() => api.deleteProject(project.id), 'The project was not deleted')) await navigate('/');
  }

  return (
    <div className="delete">
      <Confirm
        label="Delete this project"
        question={`Delete “${project.title}”?`}
        keep="Keep it"
        sure="Delete for good"
        busy={request.busy}
        onSure={() => void remove()}
      >
        The recording, its transcript, screenshots, chapters, background documents and all drafts are deleted for
        everyone, for good.
      </Confirm>
    </div>
  );
}
