/** `npm run chaos -- --seed N --minutes M`: everything breaks at random, for as long as asked; then nothing may be lost. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runTests } from './embedded/vitest.mjs';

const options = { seed: { type: 'string' }, minutes: { type: 'string', default: '5' } };

try {
  const { seed = String(randomInt(2 ** 31)), minutes } = parseArgs({ options }).values;
  if (!/^\d{1,10}$/.test(seed) || !/^\d+(\.\d+)?$/.test(minutes) || Number(minutes) === 0) {
    throw new Error('--seed is a whole number, --minutes a number above 0.');
  }
  process.stderr.write(
    `Seed ${seed}, ${minutes} minutes. To have the same again: npm run chaos -- --seed ${seed} --minutes ${minutes}\n`,
  );
  process.env.CHAOS_SEED = seed;
  process.env.CHAOS_MINUTES = minutes;
  await runTests(['--config', 'test/chaos/run/vitest.config.ts']);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
