/** Which storage there is. */
import { join } from 'node:path';
import { FileStorage } from './folder/folder-storage.js';
import type { S3Settings } from './s3/settings.js';
import { S3Storage } from './s3/s3-storage.js';
import type { Storage } from './storage.js';

/** A bucket when the settings name one, else a folder. */
export function createStorage({ s3, dataDir }: { s3: S3Settings | null; dataDir: string }): Storage {
  return s3 ? new S3Storage(s3) : new FileStorage(join(dataDir, 'files'));
}
