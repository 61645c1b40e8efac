/** While the steps run: with a recogniser and a model that keep somebody waiting, or fail. */
import { spawnSync } from 'node:child_process';
import { findFfmpeg } from '../../embedded/ffmpeg.mjs';
import { press, see, then } from './press.mjs';

/** What is kept of a recording that was not copied whole. */
const PART = 0.6;
const CAPTIONS = `1
00:00:00,000 --> 00:00:05,000
Welcome to this short talk about background work that gets lost.

2
00:00:05,000 --> 00:00:12,000
A queue hands a job to a worker, and the queue forgets the job as soon as the worker has taken it.
`;

export async function working({ studio, camera }) {
  await makeOwnKinds(studio);
  const sample = await studio.ask('POST', '/api/projects/sample');
  studio.sample = `/projects/${sample.id}`;
  await studio.tasks(sample.id);
  studio.recording = await studio.ask('GET', `/api/projects/${sample.id}/source`);
  const owner = await studio.owner();
  const page = await owner.newPage();
  await camera.take(page, [
    {
      name: 'ready',
      says: 'A talk that is heard: finished steps are one line, and the drafts can be asked for.',
      path: studio.sample,
    },
  ]);
  await withoutRecogniser(studio, camera, page);
  await withRecogniser(studio, camera, page);
  await cutOff(studio, camera, page);
  await writing(studio, camera, page, sample.id);
  await page.close();
}

const makeOwnKinds = (studio) =>
  studio.ask('POST', '/api/content-types', {
    label: 'Wiki entry',
    brief: 'What the talk says, for colleagues who were not there: short, with the terms it explains.',
    format: 'markdown',
  });

/** A talk without captions, where nobody recognises speech. */
async function withoutRecogniser(studio, camera, page) {
  await studio.ask('PUT', '/api/admin/settings', { TRANSCRIBER: 'none' });
  const id = await studio.talk('Testing in production');
  await studio.tasks(id);
  await camera.take(page, [
    {
      name: 'failed',
      says: 'Nobody can recognise speech here: what to do about it comes forward, with its buttons.',
      path: `/projects/${id}`,
      show: see('Add captions'),
    },
  ]);
}

async function withRecogniser(studio, camera, page) {
  const { standIn } = studio;
  await studio.ask('PUT', '/api/admin/settings', {
    TRANSCRIBER: 'openai',
    TRANSCRIBE_BASE_URL: standIn.baseUrl,
    TRANSCRIBE_API_KEY: 'sk-tour',
  });
  standIn.does = 'wait';
  const running = await studio.talk('A year of incident reviews');
  await studio.tasks(running, (tasks) =>
    tasks.some(({ key, status }) => key === 'screenshots' && status === 'succeeded'),
  );
  await camera.take(page, [
    {
      name: 'running',
      says: 'While it works: what runs, what waits for what, and what is there already.',
      path: `/projects/${running}`,
    },
    {
      name: 'running-log',
      says: 'What happens inside a step.',
      path: `/projects/${running}`,
      show: then(press('Details of Transcript'), see('Attempt 1')),
    },
    { name: 'running-home', says: 'Home while something is worked on, and something needs you.', path: '/' },
  ]);
  const { tasks } = await studio.ask('GET', `/api/projects/${running}`);
  await studio.ask('POST', `/api/tasks/${tasks.find(({ key }) => key === 'transcribe').id}/cancel`);
  standIn.does = 'fail';
  const failed = await studio.talk('Schema changes without downtime');
  await studio.tasks(failed);
  await camera.take(page, [
    {
      name: 'failed-retry',
      says: 'A recogniser that refuses: the reason in full behind the row, and Retry.',
      path: `/projects/${failed}`,
      show: then(press('Details of Transcript'), see('Attempt 1')),
    },
  ]);
  standIn.does = 'answer';
}

/** A recording that was not copied whole. */
async function cutOff(studio, camera, page) {
  const { ffmpeg } = await findFfmpeg();
  const streaming = ['-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', '-'];
  const { stdout } = spawnSync(ffmpeg, ['-v', 'error', '-i', '-', '-c', 'copy', ...streaming], {
    input: studio.recording,
    maxBuffer: 2 * studio.recording.length,
  });
  const recording = stdout.subarray(0, Math.floor(stdout.length * PART));
  const id = await studio.talk('The half of a talk', { recording, captions: CAPTIONS });
  await studio.tasks(id);
  await camera.take(page, [
    {
      name: 'partial',
      says: 'A file that breaks off: what there is of it is used, and it is said.',
      path: `/projects/${id}`,
    },
  ]);
}

/** A draft that a language model is writing at the moment. */
async function writing(studio, camera, page, id) {
  const { standIn } = studio;
  await studio.ask('PUT', '/api/admin/settings', {
    OPENAI_BASE_URL: standIn.baseUrl,
    OPENAI_API_KEY: 'sk-tour',
    OPENAI_MODEL: 'stand-in',
  });
  standIn.does = 'wait';
  await studio.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
  await studio.tasks(id, (tasks) => tasks.some(({ key, status }) => key === 'draft:blog' && status === 'running'));
  await camera.take(page, [
    {
      name: 'writing',
      says: 'A draft appears as it is written.',
      path: `/projects/${id}/contents/blog`,
      show: see('The table is the truth'),
    },
    {
      name: 'writing-overview',
      says: 'The words of a draft are counted while it is written.',
      path: `/projects/${id}`,
      show: see(/Writing… \d+ words/),
    },
  ]);
  const { tasks } = await studio.ask('GET', `/api/projects/${id}`);
  await studio.ask('POST', `/api/tasks/${tasks.find(({ key }) => key === 'draft:blog').id}/cancel`);
  await studio.tasks(id);
  standIn.does = 'answer';
  await studio.ask('DELETE', '/api/admin/settings');
}
