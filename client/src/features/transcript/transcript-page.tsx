import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import type { Segment, Transcript } from '../../../../src/contract/content.js';
import { addressOf, api } from '../../api.js';
import { DownloadLink } from '../../ui/button.js';
import { Empty, Message } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { clock, count, list } from '../../ui/words.js';
import { useThisProject } from '../project/project-layout.js';
import { NotReady, versionOf } from '../task/not-ready.js';

const sources: Record<Transcript['source'], string> = {
  captions: 'From the captions that were given',
  embedded: 'From the captions in the recording',
  recognised: 'Recognised from the sound',
  none: 'No speech',
};

export function TranscriptPage() {
  const project = useThisProject();
  const version = versionOf(project, 'transcribe');
  const transcript = useResource(`transcript:${project.id}`, version, () => api.transcript(project.id));
  return (
    <>
      <title>{`Transcript · ${project.title} · Devreel`}</title>
      <ResourceView
        resource={transcript}
        notReady={<NotReady project={project} taskKey="transcribe" title="There is no transcript yet" />}
      >
        {(value) => <TranscriptText projectId={project.id} transcript={value} />}
      </ResourceView>
    </>
  );
}

function TranscriptText({ projectId, transcript }: { projectId: string; transcript: Transcript }) {
  const { segments, missing, coverage, language } = transcript;
  const facts = [sources[transcript.source], count(segments.length, 'line'), language && languageName(language)];
  return (
    <section aria-labelledby="transcript-title">
      <div className="section-head">
        <div>
          <h2 id="transcript-title">Transcript</h2>
          <p className="muted">{facts.filter(Boolean).join(' · ')}</p>
        </div>
        <div className="section-actions" role="group" aria-label="Download">
          <DownloadLink href={addressOf.transcript(projectId, 'vtt')}>.vtt</DownloadLink>
          <DownloadLink href={addressOf.transcript(projectId, 'srt')}>.srt</DownloadLink>
          <DownloadLink href={addressOf.transcript(projectId, 'txt')}>.txt</DownloadLink>
        </div>
      </div>
      {coverage < 1 && missing.length > 0 && (
        <Message tone="warn">
          {Math.round(coverage * 100)} % of the speech is here. Missing:{' '}
          {list(missing.map(({ startMs, endMs }) => `${clock(startMs)} to ${clock(endMs)}`))}.
        </Message>
      )}
      {segments.length === 0 ? <Empty title="Nobody speaks in this recording" /> : <Lines segments={segments} />}
    </section>
  );
}

/** `#t=53` in the address shows the line of second 53. */
function Lines({ segments }: { segments: readonly Segment[] }) {
  const { hash } = useLocation();
  const marked = useRef<HTMLLIElement>(null);
  const atMs = timeIn(hash);
  const current = atMs === null ? undefined : segments.findLast(({ startMs }) => startMs <= atMs);

  useEffect(() => {
    marked.current?.scrollIntoView({ block: 'center' });
  }, [hash]);

  return (
    <ol className="lines">
      {segments.map((segment) => {
        const isCurrent = segment === current;
        return (
          <li
            key={segment.index}
            ref={isCurrent ? marked : undefined}
            className={isCurrent ? 'line line-current' : 'line'}
            aria-current={isCurrent || undefined}
          >
            <Link to={`#t=${Math.floor(segment.startMs / 1_000)}`} replace>
              {clock(segment.startMs)}
            </Link>
            <span>{segment.text}</span>
          </li>
        );
      })}
    </ol>
  );
}

function timeIn(hash: string): number | null {
  const seconds = /^#t=(\d+(?:\.\d+)?)$/.exec(hash)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000 + 999;
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
