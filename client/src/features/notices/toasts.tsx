import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { toast } from 'sonner';
import type { Notice } from '../../../../src/contract/realtime.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';
import { useProjectTitle } from './bell-store.js';

const LONG_MS = 12_000;
const SUMMARY = 'missed-notices';
/** In characters: about what fits on two lines. */
const SHORT = 70;
/** A bound against hanging. */
const ON_SCREEN_WITHIN_MS = 5_000;

/** By the ids of their notices. What is closed by us rather than by the person is taken out first. */
const open = new Set<string>();

/**
 * One toast for one notice. What failed stays until it is closed. Answers whether it came onto the screen; if not, it is
 * taken away. `onDismiss` is called when the person closes it, or follows its link.
 */
export function showToast(notice: Notice, onDismiss: (noticeId: string) => void): Promise<boolean> {
  const { id, projectId, level, title, body, action } = notice;
  open.add(id);
  return onScreen(id, (onThere) =>
    toast[level](said(title), {
      id,
      description: <ToastText projectId={projectId} body={said(body)} leads={action !== undefined} onThere={onThere} />,
      duration: level === 'error' ? Infinity : LONG_MS,
      ...(action ? { action: <ToastLink id={id} href={action.href} label={said(action.label)} /> } : {}),
      onAutoClose: () => open.delete(id),
      onDismiss: () => {
        if (open.delete(id)) onDismiss(id);
      },
    }),
  );
}

/** After an absence in which much happened. Answers as `showToast` does. */
export function showSummary({ title, body }: { title: string; body: string }): Promise<boolean> {
  open.add(SUMMARY);
  return onScreen(SUMMARY, (onThere) =>
    toast.info(title, {
      id: SUMMARY,
      description: <ToastText projectId={null} body={body} leads={false} onThere={onThere} />,
      duration: LONG_MS,
      onAutoClose: () => open.delete(SUMMARY),
      onDismiss: () => open.delete(SUMMARY),
    }),
  );
}

export function hideToast(id: string): void {
  if (open.delete(id)) toast.dismiss(id);
}

export function hideAllToasts(): void {
  for (const id of open) hideToast(id);
}

function onScreen(id: string, show: (onThere: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const end = (there: boolean): void => {
      if (ended.signal.aborted) return;
      ended.abort();
      clearTimeout(timer);
      if (!there) hideToast(id);
      resolve(there);
    };
    const timer = setTimeout(() => end(false), ON_SCREEN_WITHIN_MS);
    document.addEventListener('visibilitychange', () => end(!document.hidden), { signal: ended.signal });
    show(() => end(!document.hidden));
  });
}

interface ToastTextProps {
  /** Null where it is about none. */
  projectId: string | null;
  body: string;
  /** Its link leads to where all of it stands. */
  leads: boolean;
  onThere: () => void;
}

function ToastText({ projectId, body, leads, onThere }: ToastTextProps) {
  useEffect(onThere, [onThere]);
  return (
    <>
      {projectId !== null && <ProjectOfToast projectId={projectId} />}
      <ToastBody body={body} leads={leads} />
    </>
  );
}

/** A long one shows its beginning, and where no link leads to the rest, all of it on request. */
function ToastBody({ body, leads }: Pick<ToastTextProps, 'body' | 'leads'>) {
  const [whole, setWhole] = useState(false);
  if (leads || body.length <= SHORT) return <span className="toast-body">{body}</span>;
  return (
    <>
      <span className={whole ? 'toast-body toast-whole' : 'toast-body toast-begun'}>{body}</span>
      <button type="button" className="link toast-more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? t('notices.less') : t('notices.more')}
      </button>
    </>
  );
}

function ProjectOfToast({ projectId }: { projectId: string }) {
  const title = useProjectTitle(projectId);
  return title === undefined ? null : <span className="toast-project">{title}</span>;
}

function ToastLink({ id, href, label }: { id: string; href: string; label: string }) {
  return (
    <Link className="button button-secondary button-small toast-link" to={href} onClick={() => toast.dismiss(id)}>
      {label}
    </Link>
  );
}
