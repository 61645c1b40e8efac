/** How a run of ffprobe ends, with Node in its place: which ends are the file's fault, and which are not. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { answerText, FfmpegError, OutOfTime, TooMuchMemory } from '../../src/outside/ffmpeg/ffprobe.js';
import { runProgram } from '../../src/outside/ffmpeg/run-program.js';
import { walked } from '../../src/outside/ffmpeg/walk.js';
import { until } from '../support/until.js';

const MINUTE_MS = 60_000;
/** More than Node takes for itself. */
const MEMORY = 2 * 1024 ** 3;

/** Runs the script; `pid` is known once it has written it as its first line. */
function start(script: string, limitMs = MINUTE_MS, signal = new AbortController().signal) {
  const run = { pid: 0, answer: Promise.resolve('') };
  const reading = (stdout: NodeJS.ReadableStream): Promise<string> => {
    stdout.once('data', (chunk: Buffer | string) => (run.pid = Number.parseInt(String(chunk), 10)));
    return answerText(stdout);
  };
  const args = ['-e', `console.log(process.pid); ${script}`];
  const program = { path: process.execPath, args, env: process.env, limitMs, maxMemoryBytes: MEMORY };
  run.answer = runProgram(program, signal, reading);
  return run;
}

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

const FOR_EVER = 'setInterval(() => undefined, 1_000)';

test('a refusal carries the command and the end of what was said, and tells users nothing of this machine', async () => {
  const { answer } = start(
    "console.error('x'.repeat(9_000) + '\\n[h264 @ 0x7f00] /srv/data/source: bad'); process.exit(1)",
  );
  const error: unknown = await answer.catch((thrown: unknown) => thrown);
  if (!(error instanceof FfmpegError)) throw new Error('This is no FfmpegError.');
  expect(error.command).toContain('console.error');
  expect(error.stderrTail.length).toBeLessThanOrEqual(2_000);
  expect(error.said).toBe('[h264] source: bad');
});

test('a program that is missing is no fault of the file', async () => {
  const program = { path: '/nonexistent/ffprobe', args: [], env: {}, limitMs: MINUTE_MS, maxMemoryBytes: MEMORY };
  const run = runProgram(program, new AbortController().signal, answerText);
  const error: unknown = await run.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(FfmpegError);
});

test('neither is a time limit; the process is gone when the run ends', async () => {
  // Long enough for Node to begin, on a machine that is busy.
  const run = start(FOR_EVER, 4_000);
  await expect(run.answer).rejects.toThrow(OutOfTime);
  expect(isGone(run.pid)).toBe(true);
});

/** To half as much again as it may, and no further: there the system would refuse it, should the watch be late on a busy machine. */
const grows = `const all = []; setInterval(() => all.length < 60 && all.push(Buffer.alloc(50 * 1024 ** 2)), 1);`;

test.runIf(process.platform === 'linux')(
  'what takes too much memory is ended, whatever it would have done',
  async () => {
    const slowly = start(grows);
    const error: unknown = await slowly.answer.catch((thrown: unknown) => thrown);
    if (!(error instanceof TooMuchMemory)) throw new Error(`This is no TooMuchMemory: ${String(error)}`);
    expect(error.maxBytes).toBe(MEMORY);
    expect(isGone(slowly.pid)).toBe(true);
  },
);

test.runIf(process.platform === 'linux')(
  'the system refuses far more at once, and what ends for that is called by its name',
  async () => {
    const atOnce =
      "try { Buffer.alloc(8 * 1024 ** 3) } catch { console.error('Cannot allocate memory'); process.exit(1) }";
    await expect(start(atOnce).answer).rejects.toThrow(TooMuchMemory);
  },
);

test('an abort rejects with its own reason, and the process is gone', async () => {
  const abort = new AbortController();
  const run = start(FOR_EVER, MINUTE_MS, abort.signal);
  await until('the process to run', () => run.pid !== 0);
  abort.abort(new Error('cancelled'));
  await expect(run.answer).rejects.toThrow('cancelled');
  expect(isGone(run.pid)).toBe(true);
});

test('an answer without end is not kept', async () => {
  const endless = "const more = () => { process.stdout.write('x'.repeat(1 << 16), more); }; more()";
  const run = start(endless);
  await expect(run.answer).rejects.toThrow('endless');
  expect(isGone(run.pid)).toBe(true);
});

test('packets tell first and last moment, the longest time without a key frame, and how many hold something', async () => {
  const lines = [
    'video,0,1.400000,1.300000,0.040000,900,0,K__',
    'video,0,3.4,3.3,0.04,900,900,__',
    'video,0,11.4,11.3,0.04,900,1800,K__',
    'video,0,12.4,12.3,N/A,900,N/A,__',
    'video,0,99.0,99.0,0.04,900,2700,_D_',
    'subtitle,1,N/A,0.5,2,2,3600,K__',
    'subtitle,1,N/A,N/A,2,900,3602,K__',
    'x',
    '',
  ];
  const { extents: found, sections } = await walked(Readable.from(lines.map((line) => `${line}\n`)), 10);
  expect(sections).toEqual([{ position: 0, start: 1.4, end: 12.4 }]);
  expect([...found.keys()]).toEqual([0, 1]);
  expect(found.get(0)).toMatchObject({ start: 1.4, end: 12.4 });
  expect(found.get(0)?.keyGap).toBeCloseTo(10);
  expect(found.get(1)).toMatchObject({ start: 0.5, end: 2.5 });
  // An empty caption is two bytes that say how long it is.
  expect([...found.values()].map(({ packets }) => packets)).toEqual([4, 0]);
});
