import { vi } from 'vitest';
import { readSettings } from '../../src/settings/env.js';
import type { Storage } from '../../src/outside/storage/storage.js';

/** As the app makes it from these settings, and as Amazon's SDK finds its keys. */
export function openStorage(settings: Record<string, string>): Promise<Storage> {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, settings[name] ?? '');
  return readSettings(settings).openStorage();
}
