/** What every process does at its start and end. */
import { createServer } from 'node:net';
import { SettingsError } from '../settings/env.js';
import type { Storage } from '../outside/storage/storage.js';
import { StorageUnusable } from '../outside/storage/storage.js';

/** sysexits.h: EX_CONFIG. */
export const WRONG_CONFIGURATION = 78;

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

/** Whatever this process and its programs write is for its own user only: recordings are nobody else's on this machine. */
export const keepFilesPrivate = (): void => void process.umask(0o077);

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

/** So does an address that this machine does not have. Whether the port is free is shown by listening on it. */
export async function exitOnUnusableHost(host: string): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port: 0 }, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return;
  const remedy = 'leave it out to serve this machine only, or correct it';
  process.stderr.write(`HOST=${host} cannot be listened on (${code}): ${remedy}.\n`);
  process.exit(WRONG_CONFIGURATION);
}

/** npm passes on a Ctrl-C that the terminal sends us too; the pair is one wish, not two. */
const SAME_WISH_MS = 500;

/**
 * Calls `stop` once, on SIGTERM, on SIGINT, or when the starter that spawned this process is gone; then exits. `hurry` is
 * aborted by a second signal, and when nobody is left who waits for the end.
 */
export function stopWithStarter(stop: (hurry: AbortSignal) => Promise<void>): void {
  const hurry = new AbortController();
  let first: number | undefined;
  const end = (): void => {
    if (first !== undefined) {
      if (performance.now() - first > SAME_WISH_MS) hurry.abort();
      return;
    }
    first = performance.now();
    stop(hurry.signal).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', () => {
    hurry.abort();
    end();
  });
}

/** Tells the starter, if there is one, that this process serves. */
export function reportReady(details: { signInUrl?: string } = {}): void {
  process.send?.({ type: 'ready', ...details });
}
