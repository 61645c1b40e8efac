import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Limits } from '../../../../src/contract/limits.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { useBell } from '../notices/bell-store.js';
import { Button } from '../../ui/button.js';
import { DocsLink } from '../../ui/docs-link.js';
import { Empty, Message } from '../../ui/message.js';
import { Loading } from '../../ui/resource-view.js';
import type { Resource } from '../../ui/resource.js';
import { useResource } from '../../ui/resource.js';
import { useSession } from '../account/session.js';
import { addDocuments } from '../documents/sending.js';
import { refusalOf } from '../upload/check-file.js';
import { DropArea } from '../files/drop-area.js';
import { pick, titleOf } from '../files/picked-files.js';
import { StorageLine } from '../files/storage-line.js';
import { RecognitionLine } from '../upload/recognition-line.js';
import { SampleTalk } from '../upload/sample-talk.js';
import { uploads } from '../upload/uploads.js';
import { t } from '../../words/words.js';
import { ProjectGrid } from './project-grid.js';
import { ProjectTools } from './project-tools.js';
import type { Shown, Wanted } from './projects-list.js';
import { useProjects } from './projects-list.js';
import { useWanted } from './wanted-address.js';

export function HomePage() {
  const newest = useBell().items[0]?.id ?? '';
  const [wanted, want] = useWanted();
  const { pages, more, again } = useProjects(wanted, newest);
  const limits = useResource('limits', '', () => api.limits());
  const isLoading = pages.state === 'loading' || limits.state === 'loading';
  const { start, busy, problem } = useNewProject();
  const isAll = wanted.q === '' && wanted.state === null && wanted.tag === null;
  const none = pages.state === 'there' && pages.shown.items.length === 0;
  return (
    <div className="page home">
      <title>{`${t('home.title')} · Devreel`}</title>
      <div className="page-head">
        <h1>{t('home.title')}</h1>
        <Link className="muted" to="/bin">
          {t('bin.title')}
        </Link>
      </div>
      {problem && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      {isLoading && <Loading />}
      {pages.state === 'failed' && (
        <Message tone="bad" urgent actions={<Button onClick={again}>{t('problem.again')}</Button>}>
          {messageOf(pages.problem)}
        </Message>
      )}
      {!isLoading && pages.state === 'there' && (
        <NewProject first={none && isAll} limits={limits} busy={busy} onFiles={start} />
      )}
      {!isLoading && none && isAll && <SampleTalk />}
      {!isLoading && pages.state === 'there' && !(none && isAll) && (
        <YourProjects shown={pages.shown} wanted={wanted} want={want} onMore={more} />
      )}
    </div>
  );
}

interface YourProjectsProps {
  shown: Shown;
  wanted: Wanted;
  want: (change: Partial<Wanted>) => void;
  onMore: () => void;
}

function YourProjects({ shown, wanted, want, onMore }: YourProjectsProps) {
  // Asked again whenever the projects are: a tag may be new, or gone.
  const [version, setVersion] = useState<{ shown: Shown; n: number }>({ shown, n: 0 });
  if (version.shown !== shown) setVersion({ shown, n: version.n + 1 });
  const loaded = useResource('tags', String(version.n), () => api.tags());
  const tags = loaded.state === 'there' ? loaded.value.items : [];
  const names = tags.map(({ tag }) => tag);
  return (
    <section aria-labelledby="project-list">
      <h2 id="project-list">{t('home.yours')}</h2>
      <ProjectTools wanted={wanted} want={want} tags={tags} />
      <p className="unseen" role="status">
        {shown.items.length === 0 ? t('home.none') : ''}
      </p>
      {shown.items.length === 0 ? (
        <Empty title={t('home.none')}>
          <Button onClick={() => want({ q: '', state: null, tag: null })}>{t('home.showAll')}</Button>
        </Empty>
      ) : (
        <ProjectGrid shown={shown} knownTags={names} onTag={(tag) => want({ tag })} onMore={onMore} />
      )}
    </section>
  );
}

interface NewProjectProps {
  first: boolean;
  limits: Resource<Limits>;
  busy: boolean;
  onFiles: (files: File[]) => void;
}

/** Says what happens with captions and without them. Large for the first project, small later. */
function NewProject({ first, limits, busy, onFiles }: NewProjectProps) {
  const session = useSession();
  const runsThis = session.state === 'in' && session.me.isAdministrator;
  const isNowhere = limits.state === 'there' && limits.value.recognition.where === 'nowhere';
  return (
    <DropArea title={t('home.drop.title')} small={!first} busy={busy} onFiles={onFiles}>
      {first && (
        <p>
          {t('home.drop.first')} <DocsLink to="features">{t('docs.features')}</DocsLink>
        </p>
      )}
      <p className={isNowhere ? 'muted' : 'muted drop-hint'}>
        {t('home.drop.captions')} <RecognitionLine limits={limits} />{' '}
        {(isNowhere || first) && runsThis && (
          <Link to="/models#recogniser">{t(isNowhere ? 'models.open' : 'models.change')}</Link>
        )}
      </p>
      <StorageLine />
    </DropArea>
  );
}

/** Creates a project from a recording and its captions; its page opens while they are sent. */
function useNewProject() {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const start = useCallback(
    async (files: File[]): Promise<void> => {
      const picked = pick(files);
      const refusal = picked.problem ?? (picked.recording && (await refusalOf(picked.recording, true)));
      if (refusal || !picked.recording) {
        setProblem(refusal ?? t('home.drop.missing'));
        return;
      }
      setBusy(true);
      setProblem(null);
      try {
        const project = await api.createProject(titleOf(picked.recording.name));
        uploads.start(project.id, picked.recording, picked.captions);
        addDocuments(project.id, picked.documents);
        await navigate(`/projects/${project.id}`);
      } catch (error) {
        setProblem(messageOf(error));
        setBusy(false);
      }
    },
    [navigate],
  );
  const onFiles = useCallback((files: File[]) => void start(files), [start]);
  return { start: onFiles, busy, problem };
}
