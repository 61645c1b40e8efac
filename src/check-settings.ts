/** Run by the starter before it touches anything: the settings as one line of JSON, or exit code 78 (sysexits' EX_CONFIG). */
import { loadSettings } from './settings/env.js';
import { exitOnWrongSettings } from './ops/boot.js';

exitOnWrongSettings(() => {
  process.stdout.write(`${JSON.stringify(loadSettings())}\n`);
});
