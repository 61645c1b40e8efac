/** Why a recording is not taken, in words for people. */
import { ProjectGone } from '../events/project-tx.js';
import { Problem, problems } from '../http/problem.js';

export const sourceExists = (): Problem =>
  problems.conflict('source_exists', 'This project has its recording already. Make a new project for another one.');

export const tooLarge = (maxBytes: number): Problem =>
  new Problem(
    413,
    'too_large',
    `The file is larger than ${maxBytes.toLocaleString('en')} bytes, the most this server takes.`,
    undefined,
    { headers: { Connection: 'close' } },
  );

export const noSpace = (): Problem =>
  new Problem(507, 'no_space', 'There is no space left for this file. Make room, then try again.');

export const emptyFile = (): Problem =>
  new Problem(422, 'empty_file', 'The file is empty. Choose the recording again.');

/** `what`: such as `a PDF document`. */
export const notMedia = (what: string): Problem =>
  new Problem(415, 'not_media', `This is ${what}, not a recording. Choose a video file, such as .mp4, .mov or .webm.`);

/** https://tus.io/protocols/resumable-upload#patch */
export const otherContentType = (): Problem =>
  new Problem(415, 'invalid_upload', 'The bytes come with Content-Type: application/offset+octet-stream.');

export const uploadExpired = (): Problem =>
  new Problem(410, 'upload_expired', 'Nobody went on with this upload for a day, so it was removed. Start it again.');

export const gaveWay = (): Problem => problems.conflict('gave_way', 'Another request goes on with this upload.');

/**
 * Whether it is certain that nothing was noted of a stored file, so that it can be removed. After anything else the commit may
 * have been done, and only its answer lost: what no row refers to is removed in the night.
 */
export const isRefusal = (error: unknown): boolean => error instanceof Problem || error instanceof ProjectGone;

/** The problem for a full disk, whichever driver noticed it; otherwise the error itself. */
export function noSpaceOr(error: unknown): unknown {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC' ? noSpace() : error;
}
