/** What a storage's driver says of itself before its code is loaded. */
import type { z } from 'zod';
import type { Variables } from '../variables.js';
import type { Storage } from './storage.js';

/** `request`: somebody waits for each answer, and comes again. `work`: it is worth waiting for. */
export type Patience = 'request' | 'work';

/** How the storage is opened that the settings ask for; for work, unless told otherwise. */
export type OpenStorage = (patience?: Patience) => Promise<Storage>;

export interface StorageDriver {
  /** The variables of the environment that are its own. */
  variables: Variables;
  /** `env`: all variables, checked. `dataDir`: a folder of this process. Null when the variables do not ask for this storage. */
  chosen(env: Record<string, unknown>, dataDir: string): OpenStorage | null;
}

interface Definition<V extends Variables, S> {
  /** With their checks and defaults. */
  variables: V;
  /** What the storage is opened with; null when the variables do not ask for it. */
  settings: (env: z.infer<z.ZodObject<V>>, dataDir: string) => S | null;
  /** Imports what it needs only here: processes that use another storage do not load it. */
  open: (settings: S, patience: Patience) => Promise<Storage>;
}

export const defineStorage = <V extends Variables, S>({
  variables,
  settings,
  open,
}: Definition<V, S>): StorageDriver => ({
  variables,
  chosen(env, dataDir) {
    // The settings' shape holds these variables, so that they have been checked by it.
    const found = settings(env as z.infer<z.ZodObject<V>>, dataDir);
    return found === null ? null : (patience = 'work') => open(found, patience);
  },
});
