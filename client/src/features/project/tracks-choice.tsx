import type { SubmitEvent } from 'react';
import type { ProjectSnapshot, Track, TrackKind } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';

const KINDS: TrackKind[] = ['video', 'audio', 'captions'];

/** What the recording holds side by side, which of it is used, and why; shown where there are several of a kind. */
export function TracksChoice({ project }: { project: ProjectSnapshot }) {
  const tracks = project.source?.tracks ?? [];
  const several = KINDS.filter((kind) => tracks.filter((track) => track.kind === kind).length > 1);
  if (several.length === 0) return null;
  const used = tracks.filter(({ chosen }) => chosen).map(({ index }) => index);
  return (
    <details className="tracks">
      <summary>{t('project.tracks.title', { count: tracks.length })}</summary>
      <TracksForm key={used.join()} project={project} kinds={several} />
    </details>
  );
}

function TracksForm({ project, kinds }: { project: ProjectSnapshot; kinds: TrackKind[] }) {
  const request = useRequest(project.id);
  const tracks = project.source?.tracks ?? [];
  const mayChange = project.role !== 'viewer';
  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const picked = new FormData(event.currentTarget);
    const wanted = Object.fromEntries(
      kinds.filter((kind) => picked.has(kind)).map((kind) => [kind, Number(picked.get(kind))]),
    );
    await request.run(() => api.chooseTracks(project.id, wanted), t('project.tracks.notUsed'));
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      {kinds.map((kind) => (
        <fieldset key={kind} disabled={!mayChange || (kind === 'captions' && project.captions !== null)}>
          <legend>{t(`project.tracks.${kind}`)}</legend>
          {tracks
            .filter((track) => track.kind === kind)
            .map((track) => (
              <TrackOption key={track.index} track={track} />
            ))}
        </fieldset>
      ))}
      {mayChange && (
        <Button type="submit" small busy={request.busy}>
          {t('project.tracks.use')}
        </Button>
      )}
    </form>
  );
}

function TrackOption({ track }: { track: Track }) {
  const { index, kind, title, language, codec, usable, chosen, why } = track;
  const facts = [title, language, codec].filter(Boolean).join(' · ');
  return (
    <label>
      <input type="radio" name={kind} value={index} defaultChecked={chosen} disabled={!usable} />{' '}
      <span className="source-name">{t('project.tracks.one', { index, facts })}</span>{' '}
      {why !== null && <span className="muted">{said(why)}</span>}
    </label>
  );
}
