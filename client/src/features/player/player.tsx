import { useEffect, useRef, useState } from 'react';
import type { Screenshot } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { addressOf, api } from '../../api.js';
import { useResource } from '../../ui/resource.js';
import { ChapterBar } from './chapter-bar.js';
import { usePlayback } from './playback.js';

/** The recording, beside what was made from it. It plays on while people go from page to page of the project. */
export function Player({ project }: { project: ProjectSnapshot }) {
  const revision = project.chapters?.revision ?? 0;
  const shots = project.tasks.find(({ key }) => key === 'screenshots')?.status ?? 'none';
  const chapters = useResource(`chapters:${project.id}`, String(revision), () => api.chapters(project.id));
  const screenshots = useResource(`screenshots:${project.id}`, shots, () => api.screenshots(project.id));
  const items = chapters.state === 'there' ? chapters.value.value.items : [];
  const pictures = screenshots.state === 'there' ? screenshots.value.items : [];
  return (
    <section className="player" aria-label="Player">
      <Recording project={project} poster={pictures[0]} />
      {project.durationMs !== null && project.durationMs > 0 && (
        <ChapterBar chapters={items} screenshots={pictures} durationMs={project.durationMs} />
      )}
    </section>
  );
}

interface RecordingProps {
  project: ProjectSnapshot;
  poster: Screenshot | undefined;
}

function Recording({ project, poster }: RecordingProps) {
  const playback = usePlayback();
  const media = useRef<HTMLVideoElement>(null);
  const [unplayable, setUnplayable] = useState(false);
  useEffect(() => (media.current ? playback.attach(media.current) : undefined), [playback, unplayable]);
  if (unplayable) return <Unplayable projectId={project.id} />;
  const revision = project.transcript?.revision;
  const soundOnly = project.source?.media?.video === null;
  return (
    <video
      ref={media}
      className={soundOnly ? 'player-sound' : 'player-video'}
      src={addressOf.source(project.id)}
      poster={poster?.url}
      controls
      playsInline
      preload="metadata"
      aria-label={`Recording: ${project.title}`}
      onError={() => setUnplayable(true)}
    >
      {revision !== undefined && (
        <track
          key={revision}
          kind="captions"
          label="Transcript"
          src={`${addressOf.transcript(project.id, 'vtt')}?r=${revision}`}
        />
      )}
    </video>
  );
}

/** Browsers can play fewer formats than the pipeline reads. What was made from the recording is just as good. */
function Unplayable({ projectId }: { projectId: string }) {
  return (
    <div className="player-unplayable">
      <p>This browser cannot play the recording. Transcript, chapters and screenshots work all the same.</p>
      <a href={`${addressOf.source(projectId)}?download`} download>
        Download the recording
      </a>
    </div>
  );
}
