/** `npm run sample`: has a running Devreel make a short talk, and takes it through from the shell. */
import { setTimeout as wait } from 'node:timers/promises';
import { readSettings } from './embedded/installation.mjs';
import { prepare } from './embedded/prepare.mjs';
import { Trouble } from './embedded/processes.mjs';
import { openSession } from './sample/session.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const ended = ['succeeded', 'failed', 'cancelled'];

async function run() {
  await prepare(say);
  const settings = await readSettings();
  const { ask, url } = await openSession(settings.dataDir, {
    url: process.env.DEVREEL_URL,
    key: process.env.DEVREEL_API_KEY,
  });
  say('Making a talk…');
  const { id } = await ask('POST', '/api/projects/sample');
  say('Made, with slides and captions.');
  const { items: types } = await ask('GET', '/api/content-types');
  await ask('POST', `/api/projects/${id}/generate`, { types: types.map((type) => type.id) });
  const failed = await follow(ask, id);
  await show(ask, id);
  say(`\nSee it all: ${url}/projects/${id}`);
  return failed ? 1 : 0;
}

/** Prints each change of each task until all have ended. Returns true when one failed. */
async function follow(ask, projectId) {
  const told = new Map();
  for (;;) {
    const { tasks } = await ask('GET', `/api/projects/${projectId}`);
    for (const { key, status, message } of tasks) {
      const line = `${key.padEnd(18)} ${status.padEnd(10)} ${message}`;
      if (told.get(key) !== status) say(line.trimEnd());
      told.set(key, status);
    }
    if (tasks.every(({ status }) => ended.includes(status))) return tasks.some(({ status }) => status !== 'succeeded');
    await wait(500);
  }
}

/** The chapters, and how each draft begins. */
async function show(ask, projectId) {
  say(`\nChapters\n${await ask('GET', `/api/projects/${projectId}/chapters.txt`)}`);
  const { items } = await ask('GET', `/api/projects/${projectId}/contents`);
  for (const { type } of items) {
    const { body } = await ask('GET', `/api/projects/${projectId}/contents/${type}`);
    say(`\n── ${type} ──\n${body.split('\n').slice(0, 6).join('\n')}`);
  }
}

run().then(
  (code) => (process.exitCode = code),
  (error) => {
    process.stderr.write(`${error instanceof Trouble ? error.message : String(error?.stack ?? error)}\n`);
    process.exitCode = 1;
  },
);
