import { Link } from 'react-router';
import { Button } from '../../ui/button.js';
import { steadyLeft } from '../../ui/steady-left.js';
import { size, timeLeft } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import type { Upload } from './uploads.js';
import { leftName, uploads, useUploadUnderWay } from './uploads.js';

const percentOf = ({ sentBytes, sizeBytes }: Upload): number => Math.floor((100 * sentBytes) / Math.max(1, sizeBytes));

/** The upload of one project, on its page. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const percent = percentOf(upload);
  return (
    <section className="card upload" aria-labelledby="upload-title" data-phase={upload.phase}>
      <div className="upload-head">
        <h2 id="upload-title">{titleOf(upload)}</h2>
        <div className="upload-actions">
          <UploadActions upload={upload} />
        </div>
      </div>
      <div
        className="bar"
        role="progressbar"
        aria-label={t('upload.progress.label')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ transform: `scaleX(${percent / 100})` }} />
      </div>
      <p className="muted upload-words">{textFor(upload, percent)}</p>
    </section>
  );
}

function titleOf({ phase, filename }: Upload): string {
  if (phase === 'failed') return t('upload.progress.stopped');
  return t(phase === 'paused' ? 'upload.progress.paused' : 'upload.progress.uploading', { name: filename });
}

function UploadActions({ upload: { projectId, phase } }: { upload: Upload }) {
  switch (phase) {
    case 'finishing':
    case 'done':
      return null;
    case 'failed':
      return (
        <>
          <Button look="primary" small onClick={() => uploads.goOn(projectId)}>
            {t('upload.progress.again')}
          </Button>
          <Button look="quiet" small onClick={() => uploads.cancel(projectId)}>
            {t('upload.progress.other')}
          </Button>
        </>
      );
    case 'captions':
    case 'sending':
    case 'waiting':
    case 'paused':
      return (
        <>
          {phase === 'paused' ? (
            <Button look="primary" small onClick={() => uploads.goOn(projectId)}>
              {t('upload.progress.resume')}
            </Button>
          ) : (
            <Button small onClick={() => uploads.pause(projectId)}>
              {t('upload.progress.pause')}
            </Button>
          )}
          <Button small onClick={() => uploads.cancel(projectId)}>
            {t('upload.progress.cancel')}
          </Button>
        </>
      );
  }
}

function textFor(upload: Upload, percent: number): string {
  const sent = t('upload.progress.sent', {
    percent,
    sent: size(upload.sentBytes),
    size: size(upload.sizeBytes),
  });
  switch (upload.phase) {
    case 'captions':
      return t('upload.progress.captionsFirst');
    case 'finishing':
    case 'done':
      return t('upload.progress.finishing');
    case 'failed':
      return upload.problem ?? '';
    case 'waiting':
      return t('upload.progress.waiting', { sent });
    case 'paused':
      return t('upload.progress.whenResumed', { sent });
    case 'sending':
      return t('upload.progress.sending', { sent: `${sent}${paceOf(upload)}` });
  }
}

function paceOf({ projectId, bytesPerSecond, sentBytes, sizeBytes }: Upload): string {
  if (bytesPerSecond === null || bytesPerSecond < 1) return '';
  const estimate = ((sizeBytes - sentBytes) / bytesPerSecond) * 1_000;
  const { ms, slower } = steadyLeft(leftName(projectId), estimate);
  const left = timeLeft(ms, (sentBytes / sizeBytes) * 100);
  return t(slower ? 'upload.progress.slowerPace' : 'upload.progress.pace', { speed: size(bytesPerSecond), left });
}

/** The upload that is under way, in the header of every page. */
export function UploadInHeader() {
  const upload = useUploadUnderWay();
  if (!upload) return null;
  return (
    <Link
      className="header-upload"
      to={`/projects/${upload.projectId}`}
      aria-label={`${titleOf(upload)} ${percentOf(upload)} %`}
    >
      <span className="header-upload-words">{titleOf(upload)}</span> {percentOf(upload)} %
    </Link>
  );
}
