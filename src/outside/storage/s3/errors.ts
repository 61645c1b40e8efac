/** What S3 servers answer, in words that name the remedy. */
import { S3ServiceException } from '@aws-sdk/client-s3';
import type { S3Settings } from './settings.js';
import { StorageFault, StorageUnusable } from '../storage.js';

/** HEAD answers have no body, so that only their status tells what is missing. */
export const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name);

export const isGoneUpload = (error: unknown): boolean =>
  error instanceof S3ServiceException && ['NoSuchUpload', 'NoSuchKey'].includes(error.name);

export const isOutOfRange = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416;

const REFUSED = ['AccessDenied', 'Forbidden', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', '403'];

/** The error with its remedy, if there is one; otherwise the error itself. */
export function explained(error: unknown, { bucket, endpoint }: S3Settings): unknown {
  if (!(error instanceof Error) || error instanceof StorageUnusable) return error;
  const say = (message: string): StorageUnusable => new StorageUnusable(message, { cause: error });
  const server = endpoint ?? 'Amazon S3';
  if (error.name === 'NoSuchBucket') {
    return say(`There is no bucket ${bucket} at ${server}: create it, or correct S3_BUCKET.`);
  }
  if (error instanceof S3ServiceException && REFUSED.includes(error.name)) {
    const keys = 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
    return say(
      `${server} refuses the key for the bucket ${bucket} (${error.name}): check ${keys}, and that they may read, write, list and delete there.`,
    );
  }
  if (error.name === 'PermanentRedirect' || error.name === 'AuthorizationHeaderMalformed') {
    return say(`The bucket ${bucket} is in another region (${error.message}): correct S3_REGION.`);
  }
  if (error.name === 'CredentialsProviderError') {
    return say(`There is no key for ${server}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`);
  }
  const code = 'code' in error ? String(error.code) : error.name;
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'TimeoutError', 'S3Silent'].includes(code)) {
    return say(`${server} does not answer (${code}): start it, or correct S3_ENDPOINT.`);
  }
  return isFault(error) ? new StorageFault(error) : error;
}

/** What S3 says of faults of its own, and what Node says of a line that broke. */
const isFault = (error: Error): boolean =>
  error instanceof S3ServiceException
    ? (error.$metadata.httpStatusCode ?? 0) >= 500
    : 'code' in error && ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(String(error.code));
