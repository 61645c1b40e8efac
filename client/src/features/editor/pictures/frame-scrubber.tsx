import { useEffect, useId, useRef, useState } from 'react';
import { isEnded } from '../../../../../src/contract/task-status.js';
import type { Screenshot } from '../../../../../src/contract/content.js';
import { addressOf, api } from '../../../api.js';
import { messageOf } from '../../../http.js';
import { Button } from '../../../ui/button.js';
import { clock } from '../../../ui/times-and-sizes.js';
import { usePlayback } from '../../player/playback.js';
import { useThisProject } from '../../project/this-project.js';
import { alternative, altOf, shownAt } from './alternative.js';
import { said } from '../../../words/said.js';
import { t } from '../../../words/words.js';

interface ScrubberProps {
  projectId: string;
  screenshots: readonly Screenshot[];
  onPick: (markdown: string) => void;
}

/** Two pictures of most recordings are further apart. */
const STEP_MS = 40;
const ASK_MS = 500;

/** The recording, moved through picture by picture; the one on screen is put into the draft. */
export function FrameScrubber({ projectId, screenshots, onPick }: ScrubberProps) {
  const media = useThisProject().source?.media;
  if (!media?.video) return null;
  return <Scrubber projectId={projectId} screenshots={screenshots} onPick={onPick} endMs={media.durationMs - 1} />;
}

function Scrubber({ projectId, screenshots, onPick, endMs }: ScrubberProps & { endMs: number }) {
  const id = useId();
  const playback = usePlayback();
  const [atMs, setAtMs] = useState(() => Math.min(playback.state.get().timeMs, endMs));
  const [words, setWords] = useState<string | null>(null);
  const { busy, failed, take } = useFrame(projectId);
  const move = (ms: number): void => {
    setAtMs(Math.round(Math.max(0, Math.min(endMs, ms))));
    setWords(null);
  };
  const shown = shownAt(screenshots, atMs);
  const alt = words ?? altOf(shown);
  const unless = t('editor.pictures.screenshotAt', { time: clock(atMs) });
  const insert = async (): Promise<void> => {
    const name = await take(atMs);
    if (name !== null) onPick(`![${alternative(alt.trim() || unless)}](pictures/${name})`);
  };
  return (
    <div className="scrubber">
      <Frame projectId={projectId} atMs={atMs} instead={shown} />
      <div className="scrubber-controls">
        <label htmlFor={`${id}-at`}>
          {t('editor.pictures.moment')} <strong>{clock(atMs)}</strong>
          <span className="muted">.{String(atMs % 1_000).padStart(3, '0')}</span>
        </label>
        <input
          id={`${id}-at`}
          type="range"
          min={0}
          max={endMs}
          step={STEP_MS}
          value={atMs}
          aria-valuetext={clock(atMs)}
          onChange={(event) => move(Number(event.target.value))}
        />
        <div className="scrubber-steps" role="group" aria-label={t('editor.pictures.move')}>
          <Step by={-1_000} words={t('editor.pictures.secondBack')} at={atMs} onMove={move} />
          <Step by={-STEP_MS} words={t('editor.pictures.back')} at={atMs} onMove={move} />
          <Step by={STEP_MS} words={t('editor.pictures.on')} at={atMs} onMove={move} />
          <Step by={1_000} words={t('editor.pictures.secondOn')} at={atMs} onMove={move} />
        </div>
        <label htmlFor={`${id}-alt`}>{t('editor.pictures.shows')}</label>
        <input id={`${id}-alt`} value={alt} placeholder={unless} onChange={(event) => setWords(event.target.value)} />
        {failed !== null && <p role="alert">{failed}</p>}
        <Button look="primary" busy={busy} onClick={() => void insert()}>
          {t('editor.pictures.frame')}
        </Button>
      </div>
    </div>
  );
}

const Step = ({ by, words, at, onMove }: { by: number; words: string; at: number; onMove: (ms: number) => void }) => (
  <Button small onClick={() => onMove(at + by)}>
    {words}
  </Button>
);

/** As the browser shows it; where it cannot play the recording, the screenshot before that moment. */
function Frame({ projectId, atMs, instead }: { projectId: string; atMs: number; instead: Screenshot | undefined }) {
  const video = useRef<HTMLVideoElement>(null);
  const [plays, setPlays] = useState(true);
  useEffect(() => {
    if (video.current) video.current.currentTime = atMs / 1_000;
  }, [atMs, plays]);
  if (!plays) return instead ? <img className="scrubber-frame" src={instead.url} alt="" /> : null;
  return (
    <video
      ref={video}
      className="scrubber-frame"
      src={addressOf.source(projectId)}
      muted
      playsInline
      preload="auto"
      tabIndex={-1}
      aria-hidden
      onLoadedMetadata={(event) => (event.currentTarget.currentTime = atMs / 1_000)}
      onError={() => setPlays(false)}
    />
  );
}

/** Asks the server for a frame, and waits for it. */
function useFrame(projectId: string) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  /** Its name; null where it could not be had, which is told. */
  const take = async (atMs: number): Promise<string | null> => {
    setBusy(true);
    setFailed(null);
    try {
      const { name, task } = await api.wantFrame(projectId, atMs);
      const ended = task && (await endOf(task.id));
      if (!ended || ended.status === 'succeeded') return name;
      setFailed(said(ended.error?.message ?? ended.message));
    } catch (error) {
      setFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
    return null;
  };
  return { busy, failed, take };
}

async function endOf(taskId: string) {
  for (;;) {
    const task = await api.task(taskId);
    if (isEnded(task.status)) return task;
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}
