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

/** Frame of all pages of one project: its title, the ways between them, and the state they share. */
export function ProjectLayout() {
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
  return <WithProject key={id} project={project} />;
}

function WithProject({ project }: { project: ProjectSnapshot }) {
  const types = useContentTypes() ?? [];
  const base = `/projects/${project.id}`;
  const drafts = draftsOf(project, types);
  const tabs = useCurrentTabInView(types.length + drafts.length);
  return (
    <div className="page">
      <ProjectTitle project={project} />
      <nav ref={tabs} className="tabs" aria-label="Project">
        <NavLink to={base} end>
          Overview
        </NavLink>
        <NavLink to={`${base}/transcript`}>Transcript</NavLink>
        <NavLink to={`${base}/screenshots`}>Screenshots</NavLink>
        <NavLink to={`${base}/chapters`}>Chapters</NavLink>
        {drafts.map((type) => (
          <NavLink key={type} to={`${base}/contents/${type}`}>
            {labelOf(`draft:${type}`, types)}
          </NavLink>
        ))}
      </nav>
      <Body project={project} />
      <LiveStatus tasks={project.tasks} types={types} />
    </div>
  );
}

/** Those that are there and those that were asked for, in the registry's order. */
function draftsOf({ contents, tasks }: ProjectSnapshot, types: readonly ContentTypeInfo[]): string[] {
  const asked = tasks.flatMap(({ key }) => (key.startsWith('draft:') ? [key.slice('draft:'.length)] : []));
  const placeOf = (type: string): number => types.findIndex(({ id }) => id === type);
  return [...new Set([...contents.map(({ type }) => type), ...asked])].sort((a, b) => placeOf(a) - placeOf(b));
}

/** The pages that show what was made of the recording have it beside them. */
const WITH_PLAYER = /\/(transcript|screenshots|chapters)$/;

function Body({ project }: { project: ProjectSnapshot }) {
  const { pathname } = useLocation();
  const [playback] = useState(() => new Playback());
  const beside = WITH_PLAYER.test(pathname) && project.source !== null;
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

/** On a narrow screen the tabs scroll; the one that one is on must not be out of sight. The page itself stays where it is. */
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
