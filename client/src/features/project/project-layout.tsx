import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { NavLink, Outlet, useLocation, useParams } from 'react-router';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { useProject } from '../../realtime/live.js';
import { ButtonLink } from '../../ui/button.js';
import { Empty } from '../../ui/message.js';
import { Loading } from '../../ui/resource-view.js';
import { Playback, PlaybackContext } from '../player/playback.js';
import { Player } from '../player/player.js';
import { labelOf } from '../task/task-words.js';
import { useContentTypes } from '../task/content-types.js';
import { LiveStatus } from './live-status.js';
import { ProjectTitle } from './project-title.js';

/** A page of a project. */
export interface ProjectPage {
  /** Below the project's own address; '' is that address. */
  path: string;
  /** The name of its tab; null for a page without a tab. */
  tab: string | null;
  /** True for a page that shows what was made from the recording, and has the player beside it. */
  withPlayer: boolean;
  element: ReactNode;
}

interface ProjectLayoutProps {
  pages: readonly ProjectPage[];
}

/** Around all pages of one project: its title, its tabs, and the state that its pages share. */
export function ProjectLayout({ pages }: ProjectLayoutProps) {
  const { id = '' } = useParams();
  const project = useProject(id);
  if (project === 'gone') return <Gone />;
  if (project === 'loading') {
    return (
      <div className="page">
        <Loading />
      </div>
    );
  }
  return <WithProject key={id} project={project} pages={pages} />;
}

function WithProject({ project, pages }: ProjectLayoutProps & { project: ProjectSnapshot }) {
  const types = useContentTypes() ?? [];
  const base = `/projects/${project.id}`;
  const drafts = draftsOf(project, types);
  const tabs = useCurrentTabInView(types.length + drafts.length);
  return (
    <div className="page">
      <ProjectTitle project={project} />
      <nav ref={tabs} className="tabs" aria-label="Project">
        {pages.map(
          ({ path, tab }) =>
            tab !== null && (
              <NavLink key={path} to={path === '' ? base : `${base}/${path}`} end>
                {tab}
              </NavLink>
            ),
        )}
        {drafts.map((type) => (
          <NavLink key={type} to={`${base}/contents/${type}`}>
            {labelOf(`draft:${type}`, types)}
          </NavLink>
        ))}
      </nav>
      <Body project={project} pages={pages} />
      <LiveStatus tasks={project.tasks} types={types} />
    </div>
  );
}

/** The types of drafts that are there or were asked for, in the registry's order. */
function draftsOf({ contents, tasks }: ProjectSnapshot, types: readonly ContentTypeInfo[]): string[] {
  const asked = tasks.flatMap(({ key }) => (key.startsWith('draft:') ? [key.slice('draft:'.length)] : []));
  const placeOf = (type: string): number => types.findIndex(({ id }) => id === type);
  return [...new Set([...contents.map(({ type }) => type), ...asked])].sort((a, b) => placeOf(a) - placeOf(b));
}

function Body({ project, pages }: ProjectLayoutProps & { project: ProjectSnapshot }) {
  const { pathname } = useLocation();
  const { id = '' } = useParams();
  const [playback] = useState(() => new Playback());
  const page = pages.find(({ path }) => pathname === `/projects/${id}/${path}`);
  const beside = page?.withPlayer === true && project.source !== null;
  return (
    <PlaybackContext value={playback}>
      <div className={beside ? 'with-player' : undefined}>
        {beside && <Player project={project} />}
        <div className="beside-player">
          <Outlet context={project} />
        </div>
      </div>
    </PlaybackContext>
  );
}

/** On a narrow screen the tabs scroll: keeps the current one in view, without scrolling the page itself. */
function useCurrentTabInView(tabsKnown: number) {
  const { pathname } = useLocation();
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    const row = tabs.current;
    const current = row?.querySelector('[aria-current]');
    if (!row || !current) return;
    const [seen, tab] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
    if (tab.left < seen.left) row.scrollLeft -= seen.left - tab.left;
    else if (tab.right > seen.right) row.scrollLeft += tab.right - seen.right;
  }, [pathname, tabsKnown]);
  return tabs;
}

function Gone() {
  return (
    <div className="page">
      <title>Not found · Devreel</title>
      <h1>Project not found</h1>
      <Empty title="There is no such project">
        <p>It was deleted, or it is not shared with you. Ask its owner if you should see it.</p>
        <ButtonLink to="/" look="primary">
          To your projects
        </ButtonLink>
      </Empty>
    </div>
  );
}
