import { vi } from 'vitest';
import { readSettings } from '../../src/settings/env.js';
import { S3Storage } from '../../src/outside/storage/s3/s3-storage.js';

/** As the app makes it from these settings, and as Amazon's SDK finds its keys. */
export function openStorage(settings: Record<string, string>): S3Storage {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, settings[name] ?? '');
  const { s3 } = readSettings(settings);
  if (!s3) throw new Error('These settings name no bucket.');
  return new S3Storage(s3);
}
