import { join } from 'node:path';
import { defineStorage } from '../driver.js';

/** Under DATA_DIR, wherever no other storage is asked for. */
export const folder = defineStorage({
  variables: {},
  settings: (_env, dataDir) => join(dataDir, 'files'),
  open: async (root) => new (await import('./folder-storage.js')).FolderStorage(root),
});
