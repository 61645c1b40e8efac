/** Where files can be kept. A further storage is one folder, and one line here. */
import type { Variables } from '../variables.js';
import type { OpenStorage, StorageDriver } from './driver.js';
import { folder } from './folder/driver.js';
import { s3 } from './s3/driver.js';

/** The first one that the settings ask for is used. The folder is always there, so it is the last. */
export const storageDrivers = {
  s3,
  folder,
} satisfies Record<string, StorageDriver>;

/** Of all drivers. */
export const storageVariables: Variables = Object.fromEntries(
  Object.values<StorageDriver>(storageDrivers).flatMap(({ variables }) => Object.entries(variables)),
);

/** `env`: all variables, checked. */
export function chosenStorage(env: Record<string, unknown>, dataDir: string): OpenStorage {
  for (const driver of Object.values<StorageDriver>(storageDrivers)) {
    const open = driver.chosen(env, dataDir);
    if (open) return open;
  }
  throw new Error('No storage takes these settings.');
}
