/**
 * Lays drafts out for export. For some Markdown the parser's time grows with the square of its length, so it is parsed in a
 * worker thread with limits of time and memory: nobody else waits for it.
 */
import { Worker } from 'node:worker_threads';
import type { ContentFormat } from '../contract/content.js';
import { Problem } from '../http/problem.js';
import { Semaphore } from '../outside/semaphore.js';

export interface Layout {
  title: string;
  format: ContentFormat;
  body: string;
  /** Before the seconds of a moment. */
  moments: string;
  /** Before the name of a screenshot, `<index>.jpg`. */
  screenshots: string;
  /** True when an HTML page is wanted, too. */
  html: boolean;
}

export interface LaidOut {
  text: string;
  /** The screenshots that it shows, each once. */
  shown: number[];
  /** Empty unless a page was wanted. */
  page: string;
}

/** The longest real drafts take a quarter of a second. */
const LONGEST_MS = 5_000;
const MOST_MEMORY_MB = 256;
const threads = new Semaphore(2);
/** How many may wait: each one before them takes a few seconds at most. */
const NEVER = new AbortController().signal;

/** Throws the problem 422 `too_complex`. */
export async function laidOut(layout: Layout): Promise<LaidOut> {
  if (layout.format !== 'markdown' && !layout.html) return { text: layout.body, shown: [], page: '' };
  return threads.run(NEVER, () => inThread(layout));
}

function inThread(layout: Layout): Promise<LaidOut> {
  const thread = new Worker(new URL('./layout-thread.js', import.meta.url), {
    workerData: layout,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const limit = setTimeout(() => void thread.terminate(), LONGEST_MS);
  return new Promise<LaidOut>((resolve, reject) => {
    thread.once('message', resolve);
    // Out of memory, or nested too deeply.
    thread.once('error', () => reject(tooComplex()));
    thread.once('exit', () => reject(tooComplex()));
  }).finally(() => clearTimeout(limit));
}

const tooComplex = (): Problem =>
  new Problem(
    422,
    'too_complex',
    'This text is too deeply nested, or has too many unfinished marks, to be laid out. Look for many * or > or [ in a row.',
  );
