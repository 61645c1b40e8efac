import { useState } from 'react';
import { Link } from 'react-router';
import { toast } from 'sonner';
import type { ProjectSummary } from '../../../../src/contract/project.js';
import type { Page } from '../../api.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { useMinutes } from '../../ui/now.js';
import { ago, clock } from '../../ui/times-and-sizes.js';
import { useUpload } from '../upload/uploads.js';

/** Newest first; more on request. */
export function ProjectList({ first }: { first: Page<ProjectSummary> }) {
  const [later, setLater] = useState<Page<ProjectSummary> | null>(null);
  const [busy, setBusy] = useState(false);
  const now = useMinutes();
  const cursor = later ? later.nextCursor : first.nextCursor;
  const items = [...first.items, ...(later?.items ?? [])];

  async function more(): Promise<void> {
    setBusy(true);
    try {
      const page = await api.projects(cursor);
      setLater({ items: [...(later?.items ?? []), ...page.items], nextCursor: page.nextCursor });
    } catch (error) {
      toast.error('No more projects could be loaded', { description: messageOf(error) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-labelledby="project-list">
      <h2 id="project-list">Your projects</h2>
      <ul className="projects">
        {items.map((project) => (
          <ProjectLine key={project.id} project={project} now={now} />
        ))}
      </ul>
      {cursor !== null && (
        <Button busy={busy} onClick={() => void more()}>
          Show more
        </Button>
      )}
    </section>
  );
}

function ProjectLine({ project, now }: { project: ProjectSummary; now: number }) {
  const upload = useUpload(project.id);
  const uploading = upload && upload.phase !== 'done' && upload.phase !== 'failed';
  const length = project.durationMs === null ? 'No recording yet' : clock(project.durationMs);
  return (
    <li>
      <Link className="project" to={`/projects/${project.id}`}>
        <span className="project-icon">
          <Icon name="film" />
        </span>
        <span className="project-title">{project.title}</span>
        <span className="muted project-facts">
          {uploading ? (upload.phase === 'paused' ? 'Upload paused' : 'Uploading') : length}
          {project.role !== 'owner' && ` · shared with you as ${project.role}`}
        </span>
        <span className="muted project-when">{ago(project.updatedAt, now)}</span>
      </Link>
    </li>
  );
}
