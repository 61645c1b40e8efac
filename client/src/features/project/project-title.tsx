import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { useKept } from '../../ui/kept.js';
import { useRequest } from '../../realtime/use-request.js';
import { t } from '../../words/words.js';
import { Present } from './present.js';

interface ProjectTitleProps {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
}

export function ProjectTitle({ project, types }: ProjectTitleProps) {
  const [opened, setOpened] = useState(false);
  const [kept, keep] = useKept<string>(`title:${project.id}`);
  const done = (): void => {
    setOpened(false);
    keep(null);
  };
  return (
    <header className="project-header">
      <Link className="back muted" to="/">
        {t('project.all')}
      </Link>
      {opened || kept !== null ? (
        <TitleForm project={project} typed={kept ?? project.title} onType={keep} onDone={done} takesFocus={opened} />
      ) : (
        <div className="project-name">
          <h1>{project.title}</h1>
          {project.role !== 'viewer' && (
            <IconButton icon="pencil" name={t('project.rename')} onClick={() => setOpened(true)} />
          )}
          <Present projectId={project.id} types={types} />
        </div>
      )}
    </header>
  );
}

interface TitleFormProps {
  project: ProjectSnapshot;
  typed: string;
  onType: (typed: string) => void;
  /** It is stored, or given up. */
  onDone: () => void;
  /** Somebody has just asked for it. */
  takesFocus: boolean;
}

function TitleForm({ project, typed, onType, onDone, takesFocus }: TitleFormProps) {
  const request = useRequest(project.id);

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const title = typed.trim();
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
        aria-label={t('project.titleLabel')}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        required
        maxLength={200}
        autoFocus={takesFocus}
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
