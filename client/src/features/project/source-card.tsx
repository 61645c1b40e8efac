import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Message } from '../../ui/message.js';
import { clock, size } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { CaptionsButton } from '../upload/captions-button.js';
import { GiveRecording } from '../upload/give-recording.js';
import { UploadProgress } from '../upload/upload-progress.js';
import { useUpload } from '../upload/uploads.js';
import { EndsEarly } from './ends-early.js';
import { LanguageChoice } from './language-choice.js';
import { TracksChoice } from './tracks-choice.js';

/** The recording on its way, or still to be given; once it is there, only what is wrong with it. */
export function SourceCard({ project }: { project: ProjectSnapshot }) {
  const upload = useUpload(project.id);
  const mayChange = project.role !== 'viewer';
  return (
    <>
      {!project.source && upload && <UploadProgress upload={upload} />}
      {!project.source && !upload && <NoRecording project={project} />}
      <EndsEarly source={project.source} />
      {!project.source && mayChange && (
        <p className="source-language">
          {t('project.source.language')} <LanguageChoice project={project} />
        </p>
      )}
      {upload?.captionsProblem && !project.captions && (
        <Message
          tone="warn"
          actions={<CaptionsButton projectId={project.id}>{t('project.source.otherCaptions')}</CaptionsButton>}
        >
          {t('project.source.captionsRefused', { why: upload.captionsProblem })}
        </Message>
      )}
    </>
  );
}

/** What the recording is, with its captions and its language; nothing before it is there. */
export function SourceFacts({ project }: { project: ProjectSnapshot }) {
  const { source, captions } = project;
  const mayChange = project.role !== 'viewer';
  if (!source) return null;
  const { media } = source;
  const facts = [
    size(source.sizeBytes),
    media && clock(media.durationMs),
    media?.video && `${media.video.width} × ${media.video.height}`,
    media && !media.video && t('project.source.soundOnly'),
    media && !media.audio && t('project.source.noSound'),
  ].filter(Boolean);
  return (
    <section className="source" aria-label={t('project.source.recording')}>
      <dl>
        <div>
          <dt>{t('project.source.recording')}</dt>
          <dd>
            <span className="source-name">{source.filename}</span>{' '}
            <span className="muted source-facts">{facts.join(' · ')}</span>
          </dd>
        </div>
        <div>
          <dt>{t('project.source.captions')}</dt>
          <dd>
            <CaptionsWords project={project} />
            {mayChange && (
              <CaptionsButton projectId={project.id}>
                {t(captions ? 'project.source.replace' : 'project.source.add')}
              </CaptionsButton>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('project.source.languageLabel')}</dt>
          <dd>
            <LanguageChoice project={project} />
          </dd>
        </div>
      </dl>
      <TracksChoice project={project} />
    </section>
  );
}

function CaptionsWords({ project: { captions, source } }: { project: ProjectSnapshot }) {
  if (captions) {
    return (
      <span>
        <span className="source-name">{captions.filename}</span>{' '}
        <span className="muted">{t('project.source.cues', { count: captions.cues })}</span>
      </span>
    );
  }
  const inside = source?.media?.captions.length ?? 0;
  return <span className="muted">{t(inside > 0 ? 'project.source.found' : 'project.source.none')}</span>;
}

function NoRecording({ project: { id, role } }: { project: ProjectSnapshot }) {
  if (role !== 'viewer') return <GiveRecording projectId={id} mine={role === 'owner'} />;
  return <Message tone="plain">{t('project.source.noRecording')}</Message>;
}
