import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { wordIn } from '../../ui/field.js';
import { IconButton } from '../../ui/icon-button.js';
import { useRequest } from '../../realtime/use-request.js';
import { t } from '../../words/words.js';
import { Present } from './present.js';

interface ProjectTitleProps {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
}

export function ProjectTitle({ project, types }: ProjectTitleProps) {
  const [editing, setEditing] = useState(false);
  return (
    <header className="project-header">
      <Link className="back muted" to="/">
        {t('project.all')}
      </Link>
      {editing ? (
        <TitleForm project={project} onDone={() => setEditing(false)} />
      ) : (
        <div className="project-name">
          <h1>{project.title}</h1>
          {project.role !== 'viewer' && (
            <IconButton icon="pencil" name={t('project.rename')} onClick={() => setEditing(true)} />
          )}
          <Present projectId={project.id} types={types} />
        </div>
      )}
    </header>
  );
}

function TitleForm({ project, onDone }: { project: ProjectSnapshot; onDone: () => void }) {
  const request = useRequest(project.id);

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const title = wordIn(new FormData(event.currentTarget), 'title').trim();
    const renamed =
      title === project.title ||
      (await request.run(() => api.renameProject(project.id, title), t('project.notRenamed')));
    if (renamed) onDone();
  }

  return (
    <form
      className="project-name"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <h1 className="unseen">{project.title}</h1>
      <input
        name="title"
        aria-label={t('project.titleLabel')}
        defaultValue={project.title}
        required
        maxLength={200}
        autoFocus
      />
      <Button look="primary" small type="submit" busy={request.busy}>
        {t('project.rename')}
      </Button>
      <Button look="quiet" small onClick={onDone}>
        {t('project.cancel')}
      </Button>
    </form>
  );
}
