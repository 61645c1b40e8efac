import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Message } from '../../ui/message.js';
import { clock, count, size } from '../../ui/times-and-sizes.js';
import { CaptionsButton } from '../upload/captions-button.js';
import { GiveRecording } from '../upload/give-recording.js';
import { UploadProgress } from '../upload/upload-progress.js';
import { useUpload } from '../upload/uploads.js';
import { EndsEarly } from './ends-early.js';
import { LanguageChoice } from './language-choice.js';
import { TracksChoice } from './tracks-choice.js';

/** The recording and its captions: on their way, there, or still to be given. */
export function SourceCard({ project }: { project: ProjectSnapshot }) {
  const upload = useUpload(project.id);
  const mayChange = project.role !== 'viewer';
  return (
    <>
      {!project.source && upload && <UploadProgress upload={upload} />}
      {!project.source && !upload && <NoRecording project={project} />}
      {project.source && <Recording project={project} mayChange={mayChange} />}
      {!project.source && mayChange && (
        <p className="source-language">
          Language of the recording <LanguageChoice project={project} />
        </p>
      )}
      {upload?.captionsProblem && !project.captions && (
        <Message tone="warn" actions={<CaptionsButton projectId={project.id}>Choose other captions</CaptionsButton>}>
          The captions were not taken: {upload.captionsProblem}
        </Message>
      )}
    </>
  );
}

function Recording({ project, mayChange }: { project: ProjectSnapshot; mayChange: boolean }) {
  const { source, captions } = project;
  if (!source) return null;
  const { media } = source;
  const facts = [
    size(source.sizeBytes),
    media && clock(media.durationMs),
    media?.video && `${media.video.width} × ${media.video.height}`,
    media && !media.video && 'sound only',
    media && !media.audio && 'no sound',
  ].filter(Boolean);
  return (
    <section className="source" aria-label="Recording">
      <dl>
        <div>
          <dt>Recording</dt>
          <dd>
            <span className="source-name">{source.filename}</span>{' '}
            <span className="muted source-facts">{facts.join(' · ')}</span>
          </dd>
        </div>
        <div>
          <dt>Captions</dt>
          <dd>
            <CaptionsWords project={project} />
            {mayChange && (
              <CaptionsButton projectId={project.id}>{captions ? 'Replace' : 'Add captions'}</CaptionsButton>
            )}
          </dd>
        </div>
        <div>
          <dt>Language</dt>
          <dd>
            <LanguageChoice project={project} />
          </dd>
        </div>
      </dl>
      <EndsEarly source={source} />
      <TracksChoice project={project} />
    </section>
  );
}

function CaptionsWords({ project: { captions, source } }: { project: ProjectSnapshot }) {
  if (captions) {
    return (
      <span>
        <span className="source-name">{captions.filename}</span>{' '}
        <span className="muted">{count(captions.cues, 'caption')}</span>
      </span>
    );
  }
  const inside = source?.media?.captions.length ?? 0;
  return <span className="muted">{inside > 0 ? 'Found in the recording' : 'None given'}</span>;
}

function NoRecording({ project: { id, role } }: { project: ProjectSnapshot }) {
  if (role !== 'viewer') return <GiveRecording projectId={id} mine={role === 'owner'} />;
  return <Message tone="plain">This project has no recording yet.</Message>;
}
