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
import { clock, count } from '../../ui/times-and-sizes.js';
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
      <title>{`Chapters · ${project.title} · Devreel`}</title>
      <ResourceView
        resource={chapters}
        notReady={<NotReady project={project} taskKey="chapters" title="There are no chapters yet" />}
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
          <h2 id="chapters-title">Chapters</h2>
          <p className="muted">{count(items.length, 'chapter')}</p>
        </div>
        <div className="section-actions">
          {editable && (
            <Button small onClick={() => edit({ etag: loaded.etag, rows: rowsOf(items) })}>
              Edit
            </Button>
          )}
          {items.length > 0 && (
            <>
              <Button small onClick={() => void copy(items)}>
                Copy
              </Button>
              <DownloadLink href={addressOf.chapters(project.id, 'txt')}>Download .txt</DownloadLink>
            </>
          )}
        </div>
      </div>
      {editable && handmade && <BringBack projectId={project.id} chapters={handmade} etag={loaded.etag} />}
      {items.length > 0 ? (
        <ChapterList chapters={items} />
      ) : (
        <Empty title="No chapters">
          <p>Chapters follow what is said. Where nobody speaks, you can set them by hand.</p>
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
            <span className="muted">{clock(endMs - startMs)} long</span>
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
      toast.error('Not brought back', { description: messageOf(error) });
    }
  }
  return (
    <Message
      tone="plain"
      actions={
        <Button small onClick={() => void bringBack()}>
          Bring mine back
        </Button>
      }
    >
      These were found anew. The {count(chapters.length, 'chapter')} made by hand are kept.
    </Message>
  );
}

async function copy(chapters: readonly Chapter[]): Promise<void> {
  const text = chapters.map(({ startMs, title }) => `${clock(startMs)} ${title}`).join('\n');
  try {
    await navigator.clipboard.writeText(text);
    toast.success('Chapters copied', { description: 'Paste them into a video’s description.' });
  } catch {
    toast.error('Not copied', { description: 'This browser does not allow it here. Download them as .txt instead.' });
  }
}
