import { Link } from 'react-router';
import { Button } from '../../ui/button.js';
import { size } from '../../ui/words.js';
import type { Upload } from './uploads.js';
import { uploads, useUploadUnderWay } from './uploads.js';

const percentOf = ({ sentBytes, sizeBytes }: Upload): number => Math.floor((100 * sentBytes) / Math.max(1, sizeBytes));

/** The upload of one project, on its page. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const failed = upload.phase === 'failed';
  const percent = percentOf(upload);
  return (
    <section className="card upload" aria-labelledby="upload-title">
      <div className="upload-head">
        <h2 id="upload-title">{failed ? 'The upload stopped' : `Uploading ${upload.filename}`}</h2>
        <div className="upload-actions">
          {failed && (
            <Button look="primary" small onClick={() => uploads.again(upload.projectId)}>
              Upload again
            </Button>
          )}
          {upload.phase !== 'done' && (
            <Button look={failed ? 'quiet' : 'secondary'} small onClick={() => uploads.cancel(upload.projectId)}>
              {failed ? 'Choose another file' : 'Cancel'}
            </Button>
          )}
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
      <p className="muted upload-words">{failed ? (upload.problem ?? '') : wordsFor(upload, percent)}</p>
    </section>
  );
}

function wordsFor(upload: Upload, percent: number): string {
  switch (upload.phase) {
    case 'captions':
      return 'Sending the captions first.';
    case 'finishing':
    case 'done':
      return 'All of it is sent. Starting the work on it.';
    case 'sending':
    case 'failed':
      return `${percent} %, ${size(upload.sentBytes)} of ${size(upload.sizeBytes)}. Keep this tab open; you may look at other pages.`;
  }
}

/** In the header of every page. */
export function UploadInHeader() {
  const upload = useUploadUnderWay();
  if (!upload) return null;
  return (
    <Link className="header-upload" to={`/projects/${upload.projectId}`}>
      <span className="header-upload-words">Uploading {upload.filename}</span> {percentOf(upload)} %
    </Link>
  );
}
