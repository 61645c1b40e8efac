import type { CSSProperties, ReactNode } from 'react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { matchPath, Outlet, useLocation, useParams } from 'react-router';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { useProject } from '../../realtime/live.js';
import { ButtonLink } from '../../ui/button.js';
import { Empty } from '../../ui/message.js';
import { Loading } from '../../ui/resource-view.js';
import { t } from '../../words/words.js';
import { Playback, PlaybackContext } from '../player/playback.js';
import { Player } from '../player/player.js';
import { askForTypes, useContentTypes } from '../task/content-types.js';
import { LiveStatus } from './live-status.js';
import type { ProjectPage } from './project-page.js';
import { ProjectTitle } from './project-title.js';
import { Sidebar } from './sidebar.js';

interface ProjectLayoutProps {
  pages: readonly ProjectPage[];
  /** What stands below the player, where there is room for it and the page is not about it itself. */
  beside: (project: ProjectSnapshot) => ReactNode;
}

/** Around all pages of one project: its title, the way to each, the player, and the state that its pages share. */
export function ProjectLayout({ pages, beside }: ProjectLayoutProps) {
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
  return <WithProject key={id} project={project} pages={pages} beside={beside} />;
}

function WithProject({ project, pages, beside }: ProjectLayoutProps & { project: ProjectSnapshot }) {
  const types = useContentTypes(project.id) ?? NO_TYPES;
  useTypesOfOthers(project, types);
  return (
    <div className="studio" style={shapeOf(project)}>
      <ProjectTitle project={project} types={types} />
      <Sidebar project={project} pages={pages} types={types} />
      <Body project={project} pages={pages} beside={beside} />
      <LiveStatus tasks={project.tasks} types={types} />
    </div>
  );
}

/** Pictures of the recording have its shape: their place in a draft is kept before they are there. */
function shapeOf({ source }: ProjectSnapshot): CSSProperties {
  const video = source?.media?.video;
  return video ? ({ '--recording-shape': `${video.width} / ${video.height}` } as CSSProperties) : {};
}

const NO_TYPES: readonly ContentTypeInfo[] = [];

function Body({ project, pages, beside }: ProjectLayoutProps & { project: ProjectSnapshot }) {
  const { pathname } = useLocation();
  const [playback] = useState(() => new Playback());
  const wide = useWide();
  const page = pages.find(({ path }) => matchPath(`/projects/:id/${path}`, pathname));
  const player = project.source === null ? 'none' : (page?.player ?? 'none');
  const isThere = player === 'beside' ? wide : player !== 'none';
  return (
    <PlaybackContext value={playback}>
      <div className={isThere ? `studio-body with-player player-${player}` : 'studio-body'}>
        {isThere && (
          <div className="player-place">
            <Player project={project} />
            {wide && player !== 'main' && beside(project)}
          </div>
        )}
        <div className="beside-player">
          <Outlet context={project} />
        </div>
      </div>
    </PlaybackContext>
  );
}

/** Room for sidebar, draft and player beside each other. */
const WIDE = '(min-width: 88rem)';

function useWide(): boolean {
  return useSyncExternalStore(subscribeToWidth, () => matchMedia(WIDE).matches);
}

function subscribeToWidth(listener: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function Gone() {
  return (
    <div className="page">
      <title>{`${t('project.gone.tab')} · Devreel`}</title>
      <h1>{t('project.gone.heading')}</h1>
      <Empty title={t('project.gone.title')}>
        <p>{t('project.gone.text')}</p>
        <ButtonLink to="/" look="primary">
          {t('project.gone.home')}
        </ButtonLink>
      </Empty>
    </div>
  );
}

/** Somebody has a kind of draft written that was made after this page was opened. */
function useTypesOfOthers({ id, tasks }: ProjectSnapshot, types: readonly ContentTypeInfo[]): void {
  const unknown =
    types.length > 0 &&
    tasks.some(({ key }) => key.startsWith('draft:') && !types.some((type) => key === `draft:${type.id}`));
  useEffect(() => {
    if (unknown) void askForTypes(id);
  }, [unknown, id]);
}
