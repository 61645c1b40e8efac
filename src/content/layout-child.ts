/** The child process in which a draft is laid out, in a thread: this one counts the processor time it takes. See `layout.ts`. */
import { Worker } from 'node:worker_threads';
import type { FromLayout, Layout } from './layout.js';

const EVERY_MS = 50;
const HEAP_MB = 256;

const maxCpuMs = Number(process.argv[2]);

const end = (message: FromLayout): void => void process.send?.(message, () => process.exit(0));

process.on('disconnect', () => process.exit(0));
process.once('message', (layout: Layout) => {
  const thread = new Worker(new URL('./layout-thread.js', import.meta.url), {
    workerData: layout,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  thread.once('message', (done: FromLayout) => end(done));
  thread.once('error', (error) => end(faultOf(error)));
});

function faultOf(error: Error): FromLayout {
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'fault', fault: 'memory' };
  // The parser calls itself for each level.
  if (error instanceof RangeError) return { kind: 'fault', fault: 'depth' };
  return { kind: 'broken', detail: error.stack ?? error.message };
}

// Not by the clock: on a busy machine anything takes long.
setInterval(() => {
  const { user, system } = process.cpuUsage();
  if ((user + system) / 1_000 > maxCpuMs) end({ kind: 'fault', fault: 'time' });
}, EVERY_MS);
