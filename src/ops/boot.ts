/** What every process does at its start and end. */
import { SettingsError } from '../env.js';
import { StorageUnusable } from '../outside/s3-errors.js';
import type { Storage } from '../outside/storage.js';

/** sysexits.h: EX_CONFIG. */
const WRONG_CONFIGURATION = 78;

/** Runs `work`; wrong settings are printed, all at once, and end the process with code 78. */
export function exitOnWrongSettings<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(WRONG_CONFIGURATION);
  }
}

/** A storage that cannot be written to, for a reason that a setting can mend, ends the process in the same way. */
export async function exitOnUnusableStorage(storage: Storage): Promise<void> {
  try {
    await storage.check();
  } catch (error) {
    if (!(error instanceof StorageUnusable)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(WRONG_CONFIGURATION);
  }
}

/** Calls `stop` once, on SIGTERM, on SIGINT, or when the starter that spawned this process is gone; then exits. */
export function stopWithStarter(stop: () => Promise<void>): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
}

/** Tells the starter, if there is one, that this process serves. */
export function reportReady(details: { signInUrl?: string } = {}): void {
  process.send?.({ type: 'ready', ...details });
}
