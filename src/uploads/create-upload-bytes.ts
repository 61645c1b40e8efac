/** Where unfinished uploads gather: always where whole ones are. */
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { FileStorage } from '../outside/storage/folder/folder-storage.js';
import { S3Storage } from '../outside/storage/s3/s3-storage.js';
import type { Storage } from '../outside/storage/storage.js';
import { BucketBytes } from './bucket-bytes.js';
import { FolderBytes } from './folder-bytes.js';
import type { UploadBytes } from './upload-bytes.js';

/** `folder`: the file storage's own; nothing is kept there with another one. */
export function createUploadBytes(db: DataSource, storage: Storage, folder: string): UploadBytes {
  if (storage instanceof S3Storage) return new BucketBytes(db, storage);
  // Beside the storage's objects, so that a whole upload only changes its name.
  if (storage instanceof FileStorage) return new FolderBytes(storage, join(folder, 'uploads'));
  throw new Error(`Nothing is known of uploads to a ${storage.constructor.name}.`);
}
