/** The child process in which a stranger's document is parsed, in a thread: this one counts the memory it takes. */
import { Worker } from 'node:worker_threads';
import type { FromChild, ToParse } from './reader.js';

const EVERY_MS = 50;
/** V8's own limit; buffers, which are not in its heap, are in what this process has in all. */
const HEAP_MB = 512;

const [path = '', kind = 'text', maxBytes = '0'] = process.argv.slice(2);

const end = (message: FromChild): void => void process.send?.(message, () => process.exit(0));
const tooComplex: FromChild = {
  kind: 'refused',
  code: 'too_complex',
  message: 'Reading it takes too much memory. Save the part of it that matters as text, and give that.',
};

process.on('disconnect', () => process.exit(0));

const thread = new Worker(new URL('./parse.js', import.meta.url), {
  workerData: { path, kind } as ToParse,
  resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
});
thread.on('message', (message: FromChild) => (message.kind === 'progress' ? process.send?.(message) : end(message)));
thread.on('error', (error) => {
  const full = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  end(full ? tooComplex : { ...tooComplex, code: 'unreadable', message: 'It is broken.', detail: String(error) });
});
const watch = setInterval(() => {
  if (process.memoryUsage.rss() <= Number(maxBytes)) return;
  clearInterval(watch);
  end(tooComplex);
}, EVERY_MS);
