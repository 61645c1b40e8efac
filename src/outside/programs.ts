/** Whether the programs that Devreel calls are there, for processes that never run them themselves. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A machine that is busy takes its time. */
const CHECK_LIMIT_MS = 30_000;

/**
 * Throws when one of the programs at `paths` does not tell its version, as ffmpeg and ffprobe do: with the code ETIMEDOUT where
 * it did not come to it within 30 s.
 */
export async function checkPrograms(paths: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  for (const path of paths) {
    try {
      await promisify(execFile)(path, ['-version'], { env, timeout: CHECK_LIMIT_MS });
    } catch (error) {
      const late = error instanceof Error && 'killed' in error && error.killed === true;
      throw late
        ? Object.assign(new Error(`${path} does not answer.`, { cause: error }), { code: 'ETIMEDOUT' })
        : error;
    }
  }
}
