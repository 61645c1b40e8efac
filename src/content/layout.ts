/**
 * Lays drafts out for export. For some Markdown the parser's time grows with the square of its length, so it is parsed in a
 * child process with limits of processor time and memory: nobody else waits for it, and a busy machine is no fault of the text.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
  /** Before the name of a picture that people put in. */
  pictures: string;
  /** True when an HTML page is wanted, too. */
  html: boolean;
}

export interface LaidOut {
  text: string;
  /** The screenshots that it shows, each once. */
  shown: number[];
  /** The names of the pictures that people put in, each once. */
  pictures: string[];
  /** Both empty unless a page was wanted: the page, and what is in its body, cleaned. */
  page: string;
  inside: string;
}

/** What a text can have too much of. */
type Fault = 'depth' | 'time' | 'memory';

export type FromLayout =
  ({ kind: 'done' } & LaidOut) | { kind: 'fault'; fault: Fault } | { kind: 'broken'; detail: string };

export interface LayoutLimits {
  /** Of processors, however long that takes by the clock. */
  cpuMs: number;
  /** By the clock. What takes longer than that waits for a machine that has no time for it. */
  timeoutMs: number;
}

/** The longest real drafts take a quarter of a second of a processor. */
const LIMITS: LayoutLimits = { cpuMs: 5_000, timeoutMs: 60_000 };
const PROGRAM = fileURLToPath(new URL('./layout-child.js', import.meta.url));
const children = new Semaphore(2);
/** How many may wait: each one before them takes a few seconds at most. */
const NEVER = new AbortController().signal;

/**
 * Throws the problems 422 `too_complex` and 503 `busy`. `program`: the built child, for callers that do not run from the build.
 */
export async function laidOut(layout: Layout, limits = LIMITS, program = PROGRAM): Promise<LaidOut> {
  if (layout.format !== 'markdown' && !layout.html)
    return { text: layout.body, shown: [], pictures: [], page: '', inside: '' };
  const answer = await children.run(NEVER, () => inChild(layout, limits, program));
  if (answer === null) throw busy();
  if (answer.kind === 'fault') throw new Problem(422, 'too_complex', adviceOn(answer.fault, layout.body));
  if (answer.kind === 'broken') throw new Error(`A draft could not be laid out: ${answer.detail}`);
  return answer;
}

/** Its last word; null when it was ended before it had one. */
function inChild(layout: Layout, { cpuMs, timeoutMs }: LayoutLimits, program: string): Promise<FromLayout | null> {
  const child = fork(program, [String(cpuMs)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    execArgv: [],
    env: {},
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  child.send(layout);
  let answer: FromLayout | null = null;
  child.on('message', (message: FromLayout) => (answer = message));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // By then all that it said has been heard, which its exit does not promise.
    child.once('disconnect', () => resolve(answer));
  });
}

const faults: Record<Fault, string> = {
  depth: 'This text is too deeply nested to be laid out. Look for many > or [ or * in a row.',
  time: 'This text takes too much work to be laid out. Look for many * or > or [ in a row, or make it shorter.',
  memory: 'Laying this text out takes too much memory. Look for many marks in a row, or make it shorter.',
};

/** Each picture costs a little; of more than these it is they that are too much. */
const MANY_PICTURES = 5_000;

/** What the text has too much of, as far as can be told without laying it out. */
function adviceOn(fault: Fault, body: string): string {
  const pictures = body.split('](screenshots/').length - 1;
  if (pictures <= MANY_PICTURES) return faults[fault];
  return `This text shows ${pictures.toLocaleString('en')} pictures, which is too many to be laid out at once. Show fewer of them.`;
}

const busy = (): Problem =>
  new Problem(503, 'busy', 'This machine is too busy to lay the text out now. Try again in a minute.', undefined, {
    headers: { 'Retry-After': '60' },
  });
