/** An ffmpeg that writes down when it was started and with which arguments, and then runs the real one. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface FfmpegJournal {
  /** For FFMPEG_PATH. */
  path: string;
  /** Each run that took a batch of screenshots: whose, from which mark on, when. */
  screenshotBatches(): Promise<{ taskId: string; attempt: number; first: number; at: number }[]>;
}

/** `folder`: where program and journal are kept. */
export async function journaledFfmpeg(folder: string, ffmpeg: string): Promise<FfmpegJournal> {
  const [path, journal] = [join(folder, 'ffmpeg-journaled'), join(folder, 'ffmpeg-journal')];
  await writeFile(journal, '');
  await writeFile(path, `#!/bin/sh\necho "$(date +%s%3N) $*" >>'${journal}'\nexec '${ffmpeg}' "$@"\n`);
  await chmod(path, 0o755);
  return {
    path,
    async screenshotBatches() {
      const lines = (await readFile(journal, 'utf8')).split('\n');
      return lines.flatMap((line) => {
        const [, at, taskId = '', attempt, first] =
          /^(\d+) .*\/([\da-f-]{36})\.(\d+)\/screenshots-(\d+)\/%06d/.exec(line) ?? [];
        return at === undefined ? [] : [{ taskId, attempt: Number(attempt), first: Number(first), at: Number(at) }];
      });
    },
  };
}
