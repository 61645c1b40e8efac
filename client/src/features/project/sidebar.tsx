import { useLayoutEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Task } from '../../../../src/contract/task.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import type { IconName } from '../../ui/icon.js';
import type { Tone } from '../../ui/pill.js';
import { useSeconds } from '../../ui/now.js';
import { t } from '../../words/words.js';
import { labelOf, lookOf } from '../task/task-words.js';
import type { ProjectPage } from './project-page.js';

interface SidebarProps {
  project: ProjectSnapshot;
  pages: readonly ProjectPage[];
  types: readonly ContentTypeInfo[];
}

/** The way to all that there is of a talk, and how far each draft is. Always the same links in the same place. */
export function Sidebar({ project, pages, types }: SidebarProps) {
  const base = `/projects/${project.id}`;
  const nav = useCurrentInView(types);
  return (
    <nav ref={nav} className="sidebar" aria-label={t('project.nav')}>
      <ul>
        {pages.map(
          ({ path, tab }) =>
            tab !== null && (
              <li key={path}>
                <NavLink to={path === '' ? base : `${base}/${path}`} end>
                  {t(`project.tabs.${tab}`)}
                </NavLink>
              </li>
            ),
        )}
      </ul>
      <p className="sidebar-title" id="drafts-nav">
        {t('project.drafts')}
      </p>
      <ul aria-labelledby="drafts-nav">
        {draftsOf(project, types).map((type) => (
          <li key={type}>
            <NavLink to={`${base}/contents/${type}`}>
              <span className="sidebar-name">{labelOf(`draft:${type}`, types)}</span>
              <DraftMark project={project} types={types} type={type} />
            </NavLink>
          </li>
        ))}
      </ul>
      <WriteAll project={project} types={types} />
    </nav>
  );
}

/** On a telephone the links are one row, which is moved so that the current one can be seen. */
function useCurrentInView(types: readonly ContentTypeInfo[]) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useLayoutEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (!nav.current || !current) return;
    const { left, width } = current.getBoundingClientRect();
    const row = nav.current.getBoundingClientRect();
    nav.current.scrollLeft += left + width / 2 - (row.left + row.width / 2);
    // The types bring the drafts into their order.
  }, [pathname, types]);
  return nav;
}

/** All types there are, and those of which there is a draft although they are no longer there. */
function draftsOf({ contents }: ProjectSnapshot, types: readonly ContentTypeInfo[]): string[] {
  const writable = types.filter(({ own }) => !own?.deleted);
  return [...new Set([...writable.map(({ id }) => id), ...contents.map(({ type }) => type)])];
}

interface Mark {
  tone: Tone;
  icon: IconName;
  words: string;
}

const reviewed = {
  in_review: { tone: 'warn', icon: 'person' },
  approved: { tone: 'good', icon: 'check' },
  published: { tone: 'good', icon: 'up' },
} as const satisfies Record<string, Omit<Mark, 'words'>>;

/** How far a draft is; nothing where it was not asked for. */
function DraftMark({
  project,
  types,
  type,
}: {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
  type: string;
}) {
  const now = useSeconds();
  const task = project.tasks.find(({ key }) => key === `draft:${type}`);
  const content = project.contents.find((one) => one.type === type);
  const mark = markOf(task, content, types, now);
  if (!mark) return null;
  return (
    <span className={`sidebar-mark mark-${mark.tone}`} title={mark.words}>
      <Icon name={mark.icon} />
      <span className="unseen">, {mark.words}</span>
    </span>
  );
}

function markOf(
  task: Task | undefined,
  content: ProjectSnapshot['contents'][number] | undefined,
  types: readonly ContentTypeInfo[],
  now: number,
): Mark | null {
  if (task && (!isEnded(task.status) || task.status === 'failed')) {
    const { tone, icon, pill } = lookOf(task, types, now);
    return { tone, icon, words: pill };
  }
  if (!content) return null;
  if (content.stale) return { tone: 'warn', icon: 'again', words: t('project.mark.stale') };
  if (content.state !== 'draft') return { ...reviewed[content.state], words: t(`project.mark.${content.state}`) };
  if (content.origin === 'edited') return { tone: 'plain', icon: 'pencil', words: t('project.mark.edited') };
  return { tone: 'good', icon: 'check', words: t('project.mark.written') };
}

/** Asks for all drafts that are not there and not under way. */
function WriteAll({ project, types }: { project: ProjectSnapshot; types: readonly ContentTypeInfo[] }) {
  const request = useRequest(project.id);
  const missing = types.filter(({ id, own }) => {
    if (own?.deleted) return false;
    const task = project.tasks.find(({ key }) => key === `draft:${id}`);
    return !project.contents.some(({ type }) => type === id) && (!task || isEnded(task.status));
  });
  if (project.role === 'viewer' || project.source === null || missing.length < 2) return null;
  const words =
    missing.length === types.length ? t('project.writeAll') : t('project.writeOthers', { count: missing.length });
  return (
    <Button
      small
      busy={request.busy}
      onClick={() =>
        void request.run(
          () =>
            api.generate(
              project.id,
              missing.map(({ id }) => id),
            ),
          t('project.notStarted'),
        )
      }
    >
      {words}
    </Button>
  );
}
