/** A deleted project can be brought back at once by the toast that tells of it, and for 30 days from the bin. */
import { Link } from 'react-router';
import { toast } from 'sonner';
import { BIN_DAYS } from '../../../../src/contract/bin-days.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { t } from '../../words/words.js';
import { uploads } from '../upload/uploads.js';
import { projectsChanged } from './projects-list.js';

interface Named {
  id: string;
  title: string;
}

/** Throws what the server answers. */
export async function deleteWithUndo({ id, title }: Named): Promise<void> {
  uploads.pause(id);
  await api.deleteProject(id);
  projectsChanged();
  toast(t('bin.deleted', { title }), {
    description: t('bin.keptFor', { days: BIN_DAYS }),
    duration: 12_000,
    action: { label: t('bin.undo'), onClick: () => void bringBack({ id, title }) },
  });
}

/** Tells when it does not succeed. Answers whether it did. */
export async function bringBack({ id, title }: Named): Promise<boolean> {
  try {
    await api.restoreProject(id);
  } catch (error) {
    toast.error(t('bin.notRestored', { title }), { description: messageOf(error) });
    return false;
  }
  projectsChanged();
  toast.success(t('bin.restored', { title }), {
    id,
    action: (
      <Link
        className="button button-secondary button-small toast-link"
        to={`/projects/${id}`}
        onClick={() => toast.dismiss(id)}
      >
        {t('bin.open')}
      </Link>
    ),
  });
  return true;
}
