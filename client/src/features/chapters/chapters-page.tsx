import { Link } from 'react-router';
import { toast } from 'sonner';
import type { Chapter } from '../../../../src/contract/content.js';
import { addressOf, api } from '../../api.js';
import { Button, DownloadLink } from '../../ui/button.js';
import { Empty } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { clock, count } from '../../ui/words.js';
import { useThisProject } from '../project/project-layout.js';
import { NotReady, versionOf } from '../task/not-ready.js';

export function ChaptersPage() {
  const project = useThisProject();
  const version = versionOf(project, 'chapters');
  const chapters = useResource(`chapters:${project.id}`, version, () => api.chapters(project.id));
  return (
    <>
      <title>{`Chapters · ${project.title} · Devreel`}</title>
      <ResourceView
        resource={chapters}
        notReady={<NotReady project={project} taskKey="chapters" title="There are no chapters yet" />}
      >
        {({ items }) =>
          items.length > 0 ? (
            <ChapterList projectId={project.id} chapters={items} />
          ) : (
            <Empty title="No chapters">
              <p>Chapters follow what is said, and nobody speaks in this recording.</p>
            </Empty>
          )
        }
      </ResourceView>
    </>
  );
}

function ChapterList({ projectId, chapters }: { projectId: string; chapters: readonly Chapter[] }) {
  async function copy(): Promise<void> {
    const text = chapters.map(({ startMs, title }) => `${clock(startMs)} ${title}`).join('\n');
    try {
      await navigator.clipboard.writeText(text);
      toast.success('Chapters copied', { description: 'Paste them into a video’s description.' });
    } catch {
      toast.error('Not copied', { description: 'This browser does not allow it here. Download them as .txt instead.' });
    }
  }

  return (
    <section aria-labelledby="chapters-title">
      <div className="section-head">
        <div>
          <h2 id="chapters-title">Chapters</h2>
          <p className="muted">{count(chapters.length, 'chapter')}</p>
        </div>
        <div className="section-actions">
          <Button small onClick={() => void copy()}>
            Copy
          </Button>
          <DownloadLink href={addressOf.chapters(projectId, 'txt')}>.txt</DownloadLink>
        </div>
      </div>
      <ol className="chapters">
        {chapters.map(({ index, title, startMs, endMs }) => (
          <li key={index}>
            <Link to={`/projects/${projectId}/transcript#t=${Math.floor(startMs / 1_000)}`}>
              <span className="chapter-at">{clock(startMs)}</span>
              <span className="chapter-title">{title}</span>
              <span className="muted">{clock(endMs - startMs)} long</span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
