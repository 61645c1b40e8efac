import { useCallback, useMemo, useRef } from 'react';
import type { Segment } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { useResource } from '../../ui/resource.js';
import { t } from '../../words/words.js';
import { ChapterBar } from './chapter-bar.js';
import { Recording } from './recording.js';
import { KeysButton, usePlayerKeys } from './keys.js';
import { usePlayback } from './playback.js';
import { useChapters } from './use-chapters.js';

/** The recording, beside what was made from it. It plays on while people go from page to page of the project. */
export function Player({ project }: { project: ProjectSnapshot }) {
  const shots = project.tasks.find(({ key }) => key === 'screenshots')?.status ?? 'none';
  const chapters = useChapters(project);
  const { items } = chapters;
  const screenshots = useResource(`screenshots:${project.id}`, shots, () => api.screenshots(project.id));
  const pictures = screenshots.state === 'there' ? screenshots.value.items : [];
  const lines = useLines(project);
  usePlayerKeys(useMemo(() => ({ chapters: items, lines }), [items, lines]));
  return (
    <section className="player" aria-label={t('player.label')}>
      <Recording project={project} poster={pictures[0]} />
      {project.durationMs !== null && project.durationMs > 0 && (
        <ChapterBar chapters={chapters} screenshots={pictures} durationMs={project.durationMs} />
      )}
      <div className="player-foot">
        <Speed />
        <PictureInPicture project={project} />
        <KeysButton />
      </div>
    </section>
  );
}

/** The lines, asked for once for each transcript; none where they do not come. */
function useLines({ id, transcript }: ProjectSnapshot) {
  const revision = transcript?.revision;
  const known = useRef<{ key: string; lines: Promise<readonly Segment[]> } | null>(null);
  return useCallback(() => {
    const key = `${id} ${revision}`;
    if (known.current?.key !== key) {
      const lines = api.transcript(id).then(
        ({ value }) => value.segments,
        () => {
          known.current = null;
          return [];
        },
      );
      known.current = { key, lines };
    }
    return known.current.lines;
  }, [id, revision]);
}

/** Only where the browser can, and there is something to see. */
function PictureInPicture({ project }: { project: ProjectSnapshot }) {
  const playback = usePlayback();
  if (!document.pictureInPictureEnabled || project.source?.media?.video === null) return null;
  return (
    <Button
      small
      look="quiet"
      className="player-picture"
      aria-keyshortcuts="P"
      onClick={() => playback.pictureInPicture()}
    >
      {t('player.pictureInPicture')}
    </Button>
  );
}

function Speed() {
  const playback = usePlayback();
  const speed = useStore(playback.state, (state) => state.speed);
  return (
    <span className="player-speed" role="group" aria-label={t('player.speed')}>
      <Button small look="quiet" aria-label={t('player.slower')} onClick={() => playback.changeSpeed(-1)}>
        −
      </Button>
      <span role="status">{speed} ×</span>
      <Button small look="quiet" aria-label={t('player.faster')} onClick={() => playback.changeSpeed(1)}>
        +
      </Button>
    </span>
  );
}
