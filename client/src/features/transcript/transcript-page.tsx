import { useState } from 'react';
import type { Speaker, Transcript } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Tagged } from '../../http.js';
import { addressOf, api } from '../../api.js';
import { Button, DownloadLink } from '../../ui/button.js';
import { Empty, Message } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { clock, count, list } from '../../ui/times-and-sizes.js';
import { EndsEarly } from '../project/ends-early.js';
import { useThisProject } from '../project/this-project.js';
import { NotReady } from '../task/not-ready.js';
import { useRequest } from '../../realtime/use-request.js';
import { Lines } from './lines.js';

const sources: Record<Transcript['source'], string> = {
  captions: 'From the captions that were given',
  embedded: 'From the captions in the recording',
  recognised: 'Recognised from the sound',
  none: 'No speech',
};

export function TranscriptPage() {
  const project = useThisProject();
  const revision = project.transcript?.revision ?? 0;
  const transcript = useResource(`transcript:${project.id}`, String(revision), () => api.transcript(project.id));
  return (
    <>
      <title>{`Transcript · ${project.title} · Devreel`}</title>
      <ResourceView
        resource={transcript}
        notReady={<NotReady project={project} taskKey="transcribe" title="There is no transcript yet" />}
      >
        {(loaded) => <TranscriptText project={project} loaded={loaded} />}
      </ResourceView>
    </>
  );
}

function TranscriptText({ project, loaded }: { project: ProjectSnapshot; loaded: Tagged<Transcript> }) {
  // The answer to a correction is newer than what the page has loaded.
  const [corrected, setCorrected] = useState(loaded);
  const { value, etag } = revisionOf(corrected) > revisionOf(loaded) ? corrected : loaded;
  const { segments, language } = value;
  // The name that somebody gave just now, until the transcript that has it is here.
  const [renamed, setRenamed] = useState<{ speaker: Speaker; etag: string } | null>(null);
  const newest = renamed?.etag === etag ? renamed.speaker : null;
  const speakers = value.speakers.map((speaker) => (speaker.id === newest?.id ? newest : speaker));
  const facts = [sources[value.source], count(segments.length, 'line'), language && languageName(language)];
  return (
    <section aria-labelledby="transcript-title">
      <div className="section-head">
        <div>
          <h2 id="transcript-title">Transcript</h2>
          <p className="muted">{facts.filter(Boolean).join(' · ')}</p>
        </div>
        <div className="section-actions" role="group" aria-label="Download">
          <span className="muted">Download</span>
          <DownloadLink href={addressOf.transcript(project.id, 'vtt')}>.vtt</DownloadLink>
          <DownloadLink href={addressOf.transcript(project.id, 'srt')}>.srt</DownloadLink>
          <DownloadLink href={addressOf.transcript(project.id, 'txt')}>.txt</DownloadLink>
        </div>
      </div>
      <EndsEarly source={project.source} />
      <Missing project={project} transcript={value} />
      {segments.length === 0 ? (
        <Empty title="Nobody speaks in this recording" />
      ) : (
        <Lines
          projectId={project.id}
          segments={segments}
          speakers={speakers}
          etag={etag}
          editable={project.role !== 'viewer'}
          onCorrected={setCorrected}
          onRenamed={(speaker) => setRenamed({ speaker, etag })}
        />
      )}
    </section>
  );
}

const revisionOf = ({ etag }: Tagged<Transcript>): number => Number(/\d+/.exec(etag)?.[0] ?? 0);

function Missing({ project, transcript: { coverage, missing } }: { project: ProjectSnapshot; transcript: Transcript }) {
  const request = useRequest(project.id);
  const task = project.tasks.find(({ key }) => key === 'transcribe');
  const { durationMs = Infinity } = project.source?.media ?? {};
  // What lies behind the end of half a file is told of beside this.
  const within = missing.filter(({ startMs }) => startMs < durationMs);
  if (coverage >= 1 || within.length === 0) return null;
  const retry = task?.status === 'succeeded' && project.role !== 'viewer' && (
    <Button
      small
      busy={request.busy}
      onClick={() => void request.run(() => api.retryTask(task.id), 'The transcript could not be retried')}
    >
      Try these again
    </Button>
  );
  return (
    <Message tone="warn" actions={retry}>
      {Math.round(coverage * 100)} % of the speech is here. Missing:{' '}
      {list(within.map(({ startMs, endMs }) => `${clock(startMs)} to ${clock(endMs)}`))}.
    </Message>
  );
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
