/** The child process of a sandbox. The work is done in a thread; this one counts the memory and the time it takes. */
import { Worker } from 'node:worker_threads';
import type { FromChild, SandboxLimits } from './sandbox.js';

const EVERY_MS = 50;
/** V8's own limit; buffers, which are not in its heap, are in what this process has in all. */
const HEAP_SHARE = 0.5;

interface Given {
  module: string;
  data: unknown;
  limits: SandboxLimits;
}

const { module, data, limits } = JSON.parse(process.argv[2] ?? '') as Given;

const end = (message: FromChild): void => void process.send?.(message, () => process.exit(0));

process.on('disconnect', () => process.exit(0));

const thread = new Worker(module, {
  workerData: data,
  resourceLimits: { maxOldGenerationSizeMb: Math.floor((limits.memoryBytes * HEAP_SHARE) / 1_000_000) },
});
thread.on('message', (message: FromChild) => (message.kind === 'progress' ? process.send?.(message) : end(message)));
thread.on('error', (error) => {
  const code = 'code' in error ? String(error.code) : '';
  // The build lacks it, which is no fault of the file.
  if (code.endsWith('MODULE_NOT_FOUND')) throw error;
  const full = code === 'ERR_WORKER_OUT_OF_MEMORY';
  end({ kind: 'over', limit: full ? 'memory' : 'crash' });
});
const watch = setInterval(() => {
  const { user, system } = process.cpuUsage();
  const isFull = process.memoryUsage.rss() > limits.memoryBytes;
  if (!isFull && (user + system) / 1_000 <= limits.cpuMs) return;
  clearInterval(watch);
  end({ kind: 'over', limit: isFull ? 'memory' : 'time' });
}, EVERY_MS);
