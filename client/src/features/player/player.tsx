import type { Chapter } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { useResource } from '../../ui/resource.js';
import { ChapterBar } from './chapter-bar.js';
import { Recording } from './recording.js';
import { KeysButton, usePlayerKeys } from './keys.js';
import { usePlayback } from './playback.js';

const NO_CHAPTERS: readonly Chapter[] = [];

/** The recording, beside what was made from it. It plays on while people go from page to page of the project. */
export function Player({ project }: { project: ProjectSnapshot }) {
  const revision = project.chapters?.revision ?? 0;
  const shots = project.tasks.find(({ key }) => key === 'screenshots')?.status ?? 'none';
  const chapters = useResource(`chapters:${project.id}`, String(revision), () => api.chapters(project.id));
  const screenshots = useResource(`screenshots:${project.id}`, shots, () => api.screenshots(project.id));
  const items = chapters.state === 'there' ? chapters.value.value.items : NO_CHAPTERS;
  const pictures = screenshots.state === 'there' ? screenshots.value.items : [];
  usePlayerKeys(items);
  return (
    <section className="player" aria-label="Player">
      <Recording project={project} poster={pictures[0]} />
      {project.durationMs !== null && project.durationMs > 0 && (
        <ChapterBar chapters={items} screenshots={pictures} durationMs={project.durationMs} />
      )}
      <div className="player-foot">
        <Speed />
        <KeysButton />
      </div>
    </section>
  );
}

function Speed() {
  const playback = usePlayback();
  const speed = useStore(playback.state, (state) => state.speed);
  return (
    <span className="player-speed" role="group" aria-label="Speed">
      <Button small look="quiet" aria-label="Slower" onClick={() => playback.changeSpeed(-1)}>
        −
      </Button>
      <span role="status">{speed} ×</span>
      <Button small look="quiet" aria-label="Faster" onClick={() => playback.changeSpeed(1)}>
        +
      </Button>
    </span>
  );
}
