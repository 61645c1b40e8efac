import { useState } from 'react';
import { Link } from 'react-router';
import type { Transcript } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Tagged } from '../../http.js';
import { addressOf, api } from '../../api.js';
import { Button, DownloadLink } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { Empty, Message } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { clock, list } from '../../ui/times-and-sizes.js';
import { choiceOf } from '../project/after-correction.js';
import { EndsEarly } from '../project/ends-early.js';
import { useThisProject } from '../project/this-project.js';
import { NotReady } from '../task/not-ready.js';
import { useRequest } from '../../realtime/use-request.js';
import { language as pageLanguage, t } from '../../words/words.js';
import type { Finding } from './find-bar.js';
import { FindBar, useFinding } from './find-bar.js';
import { Lines } from './lines.js';
import { useNewestNames } from './newest-names.js';
import type { EditedTranscript } from './use-transcript.js';
import { useTranscript } from './use-transcript.js';

export function TranscriptPage() {
  const project = useThisProject();
  const revision = project.transcript?.revision ?? 0;
  const transcript = useResource(`transcript:${project.id}`, String(revision), () => api.transcript(project.id));
  return (
    <>
      <title>{`${t('transcript.title')} · ${project.title} · Devreel`}</title>
      <ResourceView
        resource={transcript}
        notReady={<NotReady project={project} taskKey="transcribe" title={t('transcript.noneYet')} />}
      >
        {(loaded) => <TranscriptText project={project} loaded={loaded} />}
      </ResourceView>
    </>
  );
}

function TranscriptText({ project, loaded }: { project: ProjectSnapshot; loaded: Tagged<Transcript> }) {
  const edited = useTranscript(project.id, loaded);
  const { transcript } = edited;
  const { segments, language } = transcript;
  const { speakers, onRenamed } = useNewestNames(edited);
  const [finds, setFinds] = useState(false);
  const finding = useFinding(finds ? segments : null);
  const facts = [
    t(`transcript.source.${transcript.source}`),
    t('transcript.lines', { count: segments.length }),
    language && languageName(language),
  ];
  return (
    <section aria-labelledby="transcript-title">
      <div className="section-head">
        <div>
          <h2 id="transcript-title">{t('transcript.title')}</h2>
          <p className="muted">{facts.filter(Boolean).join(' · ')}</p>
        </div>
        <div className="section-actions" role="group" aria-label={t('transcript.download')}>
          <span className="muted">{t('transcript.download')}</span>
          <DownloadLink href={addressOf.transcript(project.id, 'vtt')}>.vtt</DownloadLink>
          <DownloadLink href={addressOf.transcript(project.id, 'srt')}>.srt</DownloadLink>
          <DownloadLink href={addressOf.transcript(project.id, 'txt')}>.txt</DownloadLink>
        </div>
      </div>
      {segments.length > 0 && (
        <Tools project={project} edited={edited} finding={finds ? finding : null} onFind={setFinds} />
      )}
      <EndsEarly source={project.source} />
      <Missing project={project} transcript={transcript} />
      {segments.length === 0 ? (
        <Empty title={t('transcript.nobody')} />
      ) : (
        <Lines
          project={project}
          edited={edited}
          speakers={speakers}
          finding={finds ? finding : null}
          onRenamed={onRenamed}
        />
      )}
    </section>
  );
}

interface ToolsProps {
  project: ProjectSnapshot;
  edited: EditedTranscript;
  /** Null while nothing is looked for. */
  finding: Finding | null;
  onFind: (finds: boolean) => void;
}

/** Above the lines, and always in reach: what was changed is undone, and words are found and replaced. */
function Tools({ project, edited, finding, onFind }: ToolsProps) {
  const { transcript, undo, redo, busy, change } = edited;
  const editable = project.role !== 'viewer';
  return (
    <div className="transcript-tools">
      <div className="find-row">
        <Button small aria-expanded={finding !== null} onClick={() => onFind(finding === null)}>
          {t(editable ? 'transcript.find.title' : 'transcript.find.find')}
        </Button>
        {editable && (
          <>
            <IconButton icon="undo" name={t('transcript.undo')} disabled={!undo} onClick={() => undo?.()} />
            <IconButton icon="redo" name={t('transcript.redo')} disabled={!redo} onClick={() => redo?.()} />
            <MadeBefore project={project} />
          </>
        )}
      </div>
      {finding && (
        <FindBar
          finding={finding}
          segments={transcript.segments}
          busy={busy}
          onChange={editable ? change : null}
          onClose={() => onFind(false)}
        />
      )}
    </div>
  );
}

/** After a correction: how much was made before it, and where it is said what becomes of that. */
function MadeBefore({ project }: { project: ProjectSnapshot }) {
  const { stale, isFine } = choiceOf(project);
  if (stale.length === 0 || isFine) return null;
  return (
    <Link className="made-before" to={`/projects/${project.id}`}>
      {t('transcript.madeBefore', { count: stale.length })}
    </Link>
  );
}

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
      onClick={() => void request.run(() => api.retryTask(task.id), t('transcript.notRetried'))}
    >
      {t('transcript.tryAgain')}
    </Button>
  );
  return (
    <Message tone="warn" actions={retry}>
      {t('transcript.missing', {
        percent: Math.round(coverage * 100),
        times: list(
          within.map(({ startMs, endMs }) => t('transcript.span', { from: clock(startMs), to: clock(endMs) })),
        ),
      })}
    </Message>
  );
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(pageLanguage(), { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
