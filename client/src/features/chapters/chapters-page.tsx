import { Link } from 'react-router';
import { toast } from 'sonner';
import type { Chapter, Chapters } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Tagged } from '../../http.js';
import { addressOf, api } from '../../api.js';
import { messageOf } from '../../http.js';
import { useStore } from '../../tiny-store.js';
import { Button, DownloadLink } from '../../ui/button.js';
import { Empty, Message } from '../../ui/message.js';
import { useKept } from '../../ui/kept.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { usePlayback } from '../player/playback.js';
import { atTime, useTimeInAddress } from '../player/time-address.js';
import { useThisProject } from '../project/this-project.js';
import { NotReady } from '../task/not-ready.js';
import { rowsOf } from './chapter-rows.js';
import type { EditedChapters } from './chapters-editor.js';
import { ChaptersEditor } from './chapters-editor.js';

export function ChaptersPage() {
  const project = useThisProject();
  const revision = project.chapters?.revision ?? 0;
  const chapters = useResource(`chapters:${project.id}`, String(revision), () => api.chapters(project.id));
  return (
    <>
      <title>{`${t('chapters.title')} · ${project.title} · Devreel`}</title>
      <ResourceView
        resource={chapters}
        notReady={<NotReady project={project} taskKey="chapters" title={t('chapters.noneYet')} />}
      >
        {(loaded) => <ChaptersOf project={project} loaded={loaded} />}
      </ResourceView>
    </>
  );
}

function ChaptersOf({ project, loaded }: { project: ProjectSnapshot; loaded: Tagged<Chapters> }) {
  // The chapters as they were when editing began: changes of others since then come up when saving.
  const [editing, edit] = useKept<EditedChapters>(`chapters:${project.id}`);
  const { items, handmade } = loaded.value;
  const editable = project.role !== 'viewer';
  if (editing && editable) {
    return <ChaptersEditor project={project} edited={editing} onChange={edit} onClose={() => edit(null)} />;
  }
  return (
    <section aria-labelledby="chapters-title">
      <div className="section-head">
        <div>
          <h2 id="chapters-title">{t('chapters.title')}</h2>
          <p className="muted">{t('chapters.count', { count: items.length })}</p>
        </div>
        <div className="section-actions">
          {editable && (
            <Button small onClick={() => edit({ etag: loaded.etag, rows: rowsOf(items) })}>
              {t('chapters.edit')}
            </Button>
          )}
          {items.length > 0 && (
            <>
              <Button small onClick={() => void copy(items)}>
                {t('chapters.copy')}
              </Button>
              <DownloadLink href={addressOf.chapters(project.id, 'txt')}>{t('chapters.download')}</DownloadLink>
            </>
          )}
        </div>
      </div>
      {editable && handmade && <BringBack projectId={project.id} chapters={handmade} etag={loaded.etag} />}
      {items.length > 0 ? (
        <ChapterList chapters={items} />
      ) : (
        <Empty title={t('chapters.none')}>
          <p>{t('chapters.noneText')}</p>
        </Empty>
      )}
    </section>
  );
}

function ChapterList({ chapters }: { chapters: readonly Chapter[] }) {
  useTimeInAddress(chapters);
  const { state } = usePlayback();
  const at = useStore(state, ({ timeMs }) => chapters.findLast(({ startMs }) => startMs <= timeMs)?.index);
  return (
    <ol className="chapters">
      {chapters.map(({ index, title, startMs, endMs }) => (
        <li key={index} aria-current={index === at || undefined}>
          <Link to={atTime(startMs)} replace>
            <span className="chapter-at">{clock(startMs)}</span>
            <span className="chapter-title">{title}</span>
            <span className="muted">{t('chapters.long', { time: clock(endMs - startMs) })}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

interface BringBackProps {
  projectId: string;
  chapters: readonly Chapter[];
  etag: string;
}

function BringBack({ projectId, chapters, etag }: BringBackProps) {
  async function bringBack(): Promise<void> {
    try {
      await api.replaceChapters(projectId, [...chapters], etag);
    } catch (error) {
      toast.error(t('chapters.notBack'), { description: messageOf(error) });
    }
  }
  return (
    <Message
      tone="plain"
      actions={
        <Button small onClick={() => void bringBack()}>
          {t('chapters.bringBack')}
        </Button>
      }
    >
      {t('chapters.foundAnew', { count: chapters.length })}
    </Message>
  );
}

async function copy(chapters: readonly Chapter[]): Promise<void> {
  const text = chapters.map(({ startMs, title }) => `${clock(startMs)} ${title}`).join('\n');
  try {
    await navigator.clipboard.writeText(text);
    toast.success(t('chapters.copied'), { description: t('chapters.copiedText') });
  } catch {
    toast.error(t('chapters.notCopied'), { description: t('chapters.notCopiedText') });
  }
}
