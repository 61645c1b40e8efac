/** One try at sending a recording by tus, from where the server has it, or from the start. */
import type { DetailedError } from 'tus-js-client';
import { ApiProblem, isProblem, offline, problemOf } from '../../http.js';
import { tus } from './tus.js';
import { fingerprintOf, findUnfinishedOf, forgetUnfinished } from './unfinished.js';
import { t } from '../../words/words.js';

const ENDPOINT = '/api/uploads';
/** The server no longer has what this browser remembers. */
const GONE = [404, 410];

interface Progress {
  signal: AbortSignal;
  /** `bytes`: sent so far, of the whole file. */
  onProgress: (bytes: number) => void;
}

/**
 * `known`: where the server has some of it already, when this browser does not remember. Resolves when the server has the last byte. Throws `ApiProblem`, with the code `aborted` when the signal aborts
 * it.
 */
export async function sendRecording(
  projectId: string,
  file: File,
  known: string | null,
  progress: Progress,
): Promise<void> {
  const address = (await findUnfinishedOf(projectId, file))?.address ?? known;
  if (address === null) return send(projectId, file, null, progress);
  try {
    await send(projectId, file, address, progress);
  } catch (error) {
    if (!(error instanceof ApiProblem) || !GONE.includes(error.status)) throw error;
    await forgetUnfinished(projectId);
    await send(projectId, file, null, progress);
  }
}

/** Whether the same request may succeed a little later. */
export const mayPass = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.code === 'offline' ||
    (error.status >= 500 && error.status !== 507) ||
    error.status === 423 ||
    ['offset_conflict', 'gave_way', 'upload_whole'].some((code) => isProblem(error, code)));

/** Removes the upload from the server. If that cannot be reached, it removes the upload by itself after a day. */
export async function terminate(address: string): Promise<void> {
  const { DetailedError, Upload } = await tus();
  try {
    await Upload.terminate(address, { retryDelays: [1_000, 3_000] });
  } catch (error) {
    if (!(error instanceof DetailedError)) throw error;
  }
}

async function send(projectId: string, file: File, address: string | null, progress: Progress): Promise<void> {
  const { DetailedError, Upload } = await tus();
  const toProblem = (error: Error): Error => (error instanceof DetailedError ? problemIn(error) : error);
  return new Promise((resolve, reject) => {
    // If it were given both, tus-js-client would begin again whenever the server cannot say how much it has.
    const where = address === null ? { endpoint: ENDPOINT } : { uploadUrl: address };
    const upload = new Upload(file, {
      ...where,
      metadata: { projectId, filename: file.name, ...(file.type && { filetype: file.type }) },
      fingerprint: () => Promise.resolve(fingerprintOf(projectId, file)),
      storeFingerprintForResuming: address === null,
      // Tries and pauses are up to uploads.ts, which tells people of them.
      retryDelays: null,
      onProgress: progress.onProgress,
      onError: (error) => reject(toProblem(error)),
      onSuccess: () => resolve(forgetUnfinished(projectId)),
    });
    const stop = (): void => {
      void upload.abort();
      reject(new ApiProblem(0, 'aborted', t('problem.uploadStopped')));
    };
    if (progress.signal.aborted) return stop();
    progress.signal.addEventListener('abort', stop, { once: true });
    upload.start();
  });
}

function problemIn({ originalResponse: response }: DetailedError): ApiProblem {
  return response && response.getStatus() > 0 ? problemOf(response.getStatus(), response.getBody()) : offline();
}
