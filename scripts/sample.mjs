/** `npm run sample`: makes a short talk and takes it through a running Devreel, from the shell. */
import { mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFfmpeg } from './embedded/ffmpeg.mjs';
import { readSettings } from './embedded/installation.mjs';
import { prepare } from './embedded/prepare.mjs';
import { Trouble } from './embedded/processes.mjs';
import { openSession } from './sample/session.mjs';
import { makeSampleTalk } from './sample/talk.mjs';
import { title } from './sample/narration.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const ended = ['succeeded', 'failed', 'cancelled'];

async function run() {
  await prepare(say);
  const settings = await readSettings();
  const { ask, url } = await openSession(settings.dataDir, {
    url: process.env.DEVREEL_URL,
    key: process.env.DEVREEL_API_KEY,
  });
  const folder = mkdtempSync(join(tmpdir(), 'devreel-sample-'));
  try {
    say('Making a talk…');
    const { ffmpeg, ffprobe } = await findFfmpeg(settings);
    const talk = await makeSampleTalk(ffmpeg, ffprobe, folder);
    say(
      talk.narrated
        ? 'Made, with slides, a voice and captions.'
        : 'Made, with slides, a tone for a voice, and captions.',
    );
    const { id } = await ask('POST', '/api/projects', { title });
    await ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, readFileSync(talk.captions, 'utf8'));
    await ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await openAsBlob(talk.video));
    const { items: types } = await ask('GET', '/api/content-types');
    await ask('POST', `/api/projects/${id}/generate`, { types: types.map((type) => type.id) });
    const failed = await follow(ask, id);
    await show(ask, id);
    say(`\nSee it all: ${url}/projects/${id}`);
    return failed ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
