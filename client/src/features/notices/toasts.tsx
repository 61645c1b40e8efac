import { Link } from 'react-router';
import { toast } from 'sonner';
import type { Notice } from '../../../../src/contract/realtime.js';
import { api } from '../../api.js';
import { knownTitle } from '../../realtime/live.js';

const LONG_MS = 12_000;
const SUMMARY = 'missed-notices';

/** One toast for one notice. What failed stays until it is closed. */
export function showToast(notice: Notice): void {
  const { id, level, title, body, action } = notice;
  const project = knownTitle(notice.projectId);
  toast[level](title, {
    id,
    description: (
      <>
        {project && <span className="toast-project">{project}</span>}
        <span className="toast-body">{body}</span>
      </>
    ),
    duration: level === 'error' ? Infinity : LONG_MS,
    ...(action ? { action: <ToastLink id={id} href={action.href} label={action.label} /> } : {}),
    // Closed by hand: then it need not come up in other tabs either.
    onDismiss: () => void api.dismissNotice(id).catch(() => undefined),
  });
}

/** After an absence in which much happened. */
export function showSummary(missed: readonly Notice[], more: boolean): void {
  const failed = missed.filter(({ level }) => level === 'error').length;
  const words = `${more ? 'More than ' : ''}${missed.length} notices came while you were away`;
  toast.info(words, {
    id: SUMMARY,
    description:
      failed > 0 ? `${failed} of them tell of something that failed. All are in the bell.` : 'All are in the bell.',
    duration: LONG_MS,
  });
}

export const hideToast = (id: string): void => void toast.dismiss(id);
export const hideAllToasts = (): void => void toast.dismiss();

function ToastLink({ id, href, label }: { id: string; href: string; label: string }) {
  return (
    <Link className="button button-secondary button-small toast-link" to={href} onClick={() => toast.dismiss(id)}>
      {label}
    </Link>
  );
}
