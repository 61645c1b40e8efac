import { useNavigate } from 'react-router';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Confirm } from '../../ui/confirm.js';
import { useRequest } from '../../realtime/use-request.js';
import { deleteWithUndo } from '../projects/delete-with-undo.js';
import { t } from '../../words/words.js';

export function DeleteProject({ project }: { project: ProjectSnapshot }) {
  const navigate = useNavigate();
  const request = useRequest(project.id);

  async function remove(): Promise<void> {
    if (await request.run(() => deleteWithUndo(project), t('project.delete.not'))) await navigate('/');
  }

  return (
    <div className="delete">
      <Confirm
        label={t('project.delete.label')}
        question={t('project.delete.question', { title: project.title })}
        keep={t('project.delete.keep')}
        sure={t('project.delete.sure')}
        busy={request.busy}
        onSure={() => void remove()}
      >
        {t('project.delete.words')}
      </Confirm>
    </div>
  );
}
