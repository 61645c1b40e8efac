import { useCallback, useEffect, useRef, useState } from 'react';
import type { Screenshot } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { addressOf } from '../../api.js';
import { Button } from '../../ui/button.js';
import { t } from '../../words/words.js';
import { usePlayback } from './playback.js';

interface RecordingProps {
  project: ProjectSnapshot;
  poster: Screenshot | undefined;
}

/** `unreachable`: its bytes do not come at the moment. */
type Condition = 'plays' | 'unreachable' | 'unplayable';

export function Recording({ project, poster }: RecordingProps) {
  const playback = usePlayback();
  const media = useRef<HTMLVideoElement>(null);
  const { condition, load, failed, loaded, again } = useCondition(project.id);
  // Loaded anew, it goes on where it was. What failed before the page was shown was heard by nobody.
  useEffect(() => {
    const { current } = media;
    if (current?.error) void failed(current.error);
    return current ? playback.attach(current) : undefined;
  }, [playback, condition, load, failed]);
  const revision = project.transcript?.revision;
  const soundOnly = project.source?.media?.video === null;
  return (
    <div className="player-recording">
      {condition === 'plays' && (
        <video
          key={load}
          ref={media}
          className={soundOnly ? 'player-sound' : 'player-video'}
          src={addressOf.source(project.id)}
          poster={poster?.url}
          controls
          playsInline
          preload="metadata"
          aria-label={t('player.recording', { title: project.title })}
          onLoadedMetadata={loaded}
          onError={(event) => void failed(event.currentTarget.error)}
        >
          {revision !== undefined && (
            <track
              key={revision}
              kind="captions"
              label={t('player.track')}
              src={`${addressOf.transcript(project.id, 'vtt')}?r=${revision}`}
            />
          )}
        </video>
      )}
      {condition === 'unreachable' && (
        <p className="player-unplayable" role="status">
          {t('player.unreachable')}
        </p>
      )}
      {condition === 'unplayable' && <Unplayable projectId={project.id} onAgain={again} />}
    </div>
  );
}

const AGAIN_MS = 2_000;

/** Why a recording does not play: browsers say the same of a lost line as of a format that they do not know. */
function useCondition(projectId: string) {
  const [condition, setCondition] = useState<Condition>('plays');
  /** Counts how often it was loaded; another number loads it anew. */
  const [load, setLoad] = useState(0);
  /** The line may have been back before it was asked after: only what fails twice in a row cannot be played. */
  const failures = useRef(0);
  const again = useCallback(() => {
    setCondition('plays');
    setLoad((before) => before + 1);
  }, []);
  const failed = useCallback(
    async (error: MediaError | null) => {
      if (!(await answers(projectId))) return setCondition('unreachable');
      failures.current += 1;
      if (error?.code === MediaError.MEDIA_ERR_DECODE || failures.current > 1) return setCondition('unplayable');
      again();
    },
    [projectId, again],
  );
  const loaded = useCallback(() => {
    failures.current = 0;
  }, []);
  useEffect(() => {
    if (condition !== 'unreachable') return;
    const timer = setInterval(() => void answers(projectId).then((there) => there && again()), AGAIN_MS);
    return () => clearInterval(timer);
  }, [condition, projectId, again]);
  return { condition, load, failed, loaded, again };
}

/** Whether the server has the recording's first byte, or leads to where a bucket lends it for some time: a page may not ask there itself. */
async function answers(projectId: string): Promise<boolean> {
  try {
    const options = { headers: { Range: 'bytes=0-0' }, redirect: 'manual' } as const;
    const { ok, type } = await fetch(addressOf.source(projectId), options);
    return ok || type === 'opaqueredirect';
  } catch {
    // The line is down.
    return false;
  }
}

/** Browsers can play fewer formats than the pipeline reads. What was made from the recording is just as good. */
function Unplayable({ projectId, onAgain }: { projectId: string; onAgain: () => void }) {
  return (
    <div className="player-unplayable">
      <p>{t('player.unplayable')}</p>
      <span className="section-actions">
        <a href={`${addressOf.source(projectId)}?download`} download>
          {t('player.download')}
        </a>
        <Button small look="quiet" onClick={onAgain}>
          {t('player.again')}
        </Button>
      </span>
    </div>
  );
}
