/** The most memory that the processes of a world held at a time (Linux). */
import { readFileSync } from 'node:fs';
import { processesOf } from '../support/starter.js';

export interface Peaks {
  webMb: number;
  workerMb: number;
  /** The largest of the others: ffmpeg, readers of documents and captions. */
  otherMb: number;
}

const LOOK_EVERY_MS = 500;

/** Looks until it is told to stop; that answers what was found. */
export function watchMemory(dataDir: string): () => Peaks {
  const peaks: Peaks = { webMb: 0, workerMb: 0, otherMb: 0 };
  const look = (): void => {
    for (const { pid, command } of processesOf(dataDir)) {
      const whose = kindOf(command);
      if (whose !== null) peaks[whose] = Math.max(peaks[whose], residentMb(pid));
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    return peaks;
  };
}

function kindOf(command: string): keyof Peaks | null {
  if (/redis-server|valkey-server/.test(command)) return null;
  if (command.endsWith('dist/server/main.js')) return 'webMb';
  return command.endsWith('dist/server/worker.js') ? 'workerMb' : 'otherMb';
}

function residentMb(pid: number): number {
  try {
    const [, kb = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kb) / 1024);
  } catch {
    // It has ended since it was found.
    return 0;
  }
}
