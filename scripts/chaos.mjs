/**
 * `npm run chaos -- --seed N --minutes M`: everything breaks at random, for as long as asked; then nothing may be lost.
 * `npm run chaos -- --seed N --talk M --kills K`: one talk of M minutes, its worker killed K times on the way.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runTests } from './embedded/vitest.mjs';

const options = {
  seed: { type: 'string' },
  minutes: { type: 'string', default: '5' },
  talk: { type: 'string' },
  kills: { type: 'string', default: '10' },
};

function checked(name, value, pattern, what) {
  if (!pattern.test(value)) throw new Error(`--${name} is ${what}.`);
  return value;
}

const minutesOf = (name, value) => checked(name, value, /^(?=.*[1-9])\d{1,4}(\.\d+)?$/, 'a number of minutes above 0');

try {
  const { seed: given = String(randomInt(2 ** 31)), minutes, talk, kills } = parseArgs({ options }).values;
  const seed = checked('seed', given, /^\d{1,10}$/, 'a whole number');
  const what = talk
    ? `--talk ${minutesOf('talk', talk)} --kills ${checked('kills', kills, /^\d{1,3}$/, 'a whole number below 1,000')}`
    : `--minutes ${minutesOf('minutes', minutes)}`;
  process.stderr.write(`To have the same again: npm run chaos -- --seed ${seed} ${what}\n`);
  Object.assign(process.env, { CHAOS_SEED: seed, CHAOS_MINUTES: minutes });
  if (talk) Object.assign(process.env, { CHAOS_TALK_MINUTES: talk, CHAOS_KILLS: kills });
  const file = talk ? 'long-talk' : 'random';
  await runTests(['--config', 'test/chaos/run/vitest.config.ts', `test/chaos/run/${file}.chaos.ts`]);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
