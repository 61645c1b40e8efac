/**
 * `npm run audit`: known faults of the packages that Devreel runs with, as the registry tells them. A critical one fails; others are listed.
 * Not every registry answers: then it says so, and nothing is known.
 */
import { spawnSync } from 'node:child_process';

const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const told = read(asked.stdout);
const counts = told?.metadata?.vulnerabilities;
if (counts === undefined) {
  const why = told?.error?.summary || told?.message || asked.stderr.trim().split('\n').at(-1) || 'no answer';
  process.stdout.write(`The registry tells nothing of known faults here: ${why}\n`);
} else {
  for (const { name, severity, range } of Object.values(told.vulnerabilities)) {
    process.stdout.write(`${severity}: ${name} ${range}\n`);
  }
  const { total, critical } = counts;
  process.stdout.write(`${total} known faults in what Devreel runs with, ${critical} of them critical.\n`);
  if (critical > 0) process.exitCode = 1;
}

/** @param {string} text */
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
