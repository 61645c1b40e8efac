/** The programs that the tests run, and the places they share. Found once, at the start of a run. */
export interface Programs {
  /** The URL of a superuser, on a database that stays empty: tests create their own beside it. */
  postgresAdminUrl: string;
  /** The name of another empty database there, which is migrated, to be copied. */
  migratedDatabase: string;
  /** A folder for recordings that were made once in this run, and are not changed. */
  recordings: string;
  /** The Redis server to start, and what to add to its environment. */
  redisBinary: { path: string; env: Record<string, string> };
  ffmpeg: string;
  ffprobe: string;
}

let found: Programs | undefined;

export function usePrograms(programs: Programs): void {
  found = programs;
}

/** Throws before `usePrograms`. */
export function programs(): Programs {
  if (!found) throw new Error('Nobody has said yet where the programs are: call usePrograms.');
  return found;
}
