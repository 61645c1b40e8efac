import { Link } from 'react-router';
import { Button } from '../../ui/button.js';
import { size, timeLeft } from '../../ui/times-and-sizes.js';
import type { Upload } from './uploads.js';
import { uploads, useUploadUnderWay } from './uploads.js';

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
        aria-label="Upload"
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
  if (phase === 'failed') return 'The upload stopped';
  return phase === 'paused' ? `Paused: ${filename}` : `Uploading ${filename}`;
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
            Try again
          </Button>
          <Button look="quiet" small onClick={() => uploads.cancel(projectId)}>
            Choose another file
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
              Resume
            </Button>
          ) : (
            <Button small onClick={() => uploads.pause(projectId)}>
              Pause
            </Button>
          )}
          <Button small onClick={() => uploads.cancel(projectId)}>
            Cancel
          </Button>
        </>
      );
  }
}

function textFor(upload: Upload, percent: number): string {
  const sent = `${percent} %, ${size(upload.sentBytes)} of ${size(upload.sizeBytes)}`;
  switch (upload.phase) {
    case 'captions':
      return 'Sending the captions first.';
    case 'finishing':
    case 'done':
      return 'All of it is sent. Starting the work on it.';
    case 'failed':
      return upload.problem ?? '';
    case 'waiting':
      return `${sent}. Waiting for the server. It goes on by itself from where it stopped.`;
    case 'paused':
      return `${sent}. It goes on from here when you resume.`;
    case 'sending':
      return `${sent}${paceOf(upload)}. Keep this tab open; you may look at other pages.`;
  }
}

function paceOf({ bytesPerSecond, sentBytes, sizeBytes }: Upload): string {
  if (bytesPerSecond === null || bytesPerSecond < 1) return '';
  return `, ${size(bytesPerSecond)} a second, ${timeLeft(((sizeBytes - sentBytes) / bytesPerSecond) * 1_000)}`;
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
