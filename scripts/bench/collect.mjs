/** Loaded before a server: when it is told `collect`, it collects its garbage and says what it holds then, in bytes. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('message', (said) => {
  if (said !== 'collect') return;
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ held: heapUsed + external, resident: rss });
});
// It ends as it does without this.
process.channel?.unref();
