/** Whether the programs that Devreel calls are there, for processes that never run them themselves. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const CHECK_LIMIT_MS = 5_000;

/** Throws when one of the programs at `paths` does not tell its version within 5 s, as ffmpeg and ffprobe do. */
export async function checkPrograms(paths: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  for (const path of paths) await promisify(execFile)(path, ['-version'], { env, timeout: CHECK_LIMIT_MS });
}
