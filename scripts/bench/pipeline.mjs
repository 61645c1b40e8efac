/** A whole talk, heard and written about by a vendor of fixed latency: how long it takes against its critical path, and in how much memory. */
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { run, talk } from './films.mjs';
import { askerOf, done, signUp } from './person.mjs';
import { dist } from './place.mjs';
import { startVendor } from './vendor.mjs';

const MINUTES = { short: 5, long: 90 };
const LATENCIES = { hearMs: 3_000, writeMs: 3_000 };
const TYPES = ['blog', 'newsletter', 'twitter', 'linkedin', 'youtube'];
/** Each takes minutes. */
const MOST_ROUNDS = 3;

export async function measure(place, rounds) {
  const found = {};
  const note = (what, ours, floor) => {
    const { ours: all, floor: floors } = (found[what] ??= { ours: [], floor: [] });
    all.push(ours);
    floors.push(floor);
  };
  for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round += 1) {
    const short = await workThrough(place, MINUTES.short);
    const long = await workThrough(place, MINUTES.long);
    note('makespan', long.makespan, long.path);
    note('sound', long.sound, await wholeSound(place, MINUTES.long));
    for (const process of ['web', 'worker']) note(process, long.memory[process], short.memory[process]);
  }
  const figure = (what, unit, key, limit) => ({ what, unit, better: 'lower', ...found[key], limit });
  return [
    figure(
      '90 minutes with five drafts, against the critical path',
      's',
      'makespan',
      'tasks beside the longest chain that share the processors, and the time from one task to the next',
    ),
    figure(
      'sound of 90 minutes → its first part at the recogniser, against ffmpeg that decodes all of it',
      's',
      'sound',
      'the part is encoded while the rest of the sound and the screenshots share the processors',
    ),
    figure('the most memory of the web process, 90 minutes against 5', 'MB', 'web', 'the server itself'),
    figure(
      'the most memory of the worker process, 90 minutes against 5',
      'MB',
      'worker',
      'what of a talk is held at once',
    ),
  ];
}

/** In processes of its own, so that the most memory they had is of this talk. In seconds and MB. */
async function workThrough(place, minutes) {
  const recording = await openAsBlob(await talk(place, minutes));
  const vendor = await startVendor(LATENCIES);
  const env = {
    DATABASE_URL: await place.database(),
    REDIS_URL: await place.redis(),
    DATA_DIR: place.folder(),
    SIGN_UP: 'open',
    TRANSCRIBER: 'openai',
    OPENAI_BASE_URL: vendor.baseUrl,
    OPENAI_API_KEY: 'k',
    OPENAI_VISION: 'off',
  };
  const web = await place.devreel('main.js', env);
  const worker = await place.devreel('worker.js', env);
  const ask = askerOf(web.url, await signUp(web.url));
  const { id } = await ask('POST', '/api/projects', { title: 'A talk' });
  await ask('POST', `/api/projects/${id}/generate`, { types: TYPES });
  await ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, recording);
  const tasks = await done(ask, id, 200);
  const memory = { web: web.memory().most, worker: worker.memory().most };
  await worker.stop();
  await web.stop();
  await vendor.stop();
  const heardFirst = vendor.asked.find(({ kind }) => kind === 'sound').at;
  const transcribe = tasks.find(({ key }) => key === 'transcribe');
  return { ...(await spansOf(tasks)), sound: (heardFirst - Date.parse(transcribe.startedAt)) / 1_000, memory };
}

/** The floor of the sound, in seconds. */
async function wholeSound(place, minutes) {
  const path = await talk(place, minutes);
  const begunAt = performance.now();
  await run(['-i', path, '-vn', '-ac', '1', '-ar', '16000', join(place.dir, 'sound.wav')]);
  return (performance.now() - begunAt) / 1_000;
}

/** From when the recording was there to the last end, and the longest chain of tasks that wait for each other. In seconds. */
async function spansOf(tasks) {
  const { awaitedBy, needsOf } = await import(dist('steps/lookup.js'));
  const time = (text) => Date.parse(text);
  const own = new Map(tasks.map(({ key, startedAt, finishedAt }) => [key, time(finishedAt) - time(startedAt)]));
  const chain = (key) => {
    const before = [...needsOf(key), ...awaitedBy(key)].filter((need) => own.has(need)).map(chain);
    return (own.get(key) ?? 0) + Math.max(0, ...before);
  };
  const begunAt = time(tasks.find(({ key }) => key === 'probe').queuedAt);
  const endedAt = Math.max(...tasks.map(({ finishedAt }) => time(finishedAt)));
  return { makespan: (endedAt - begunAt) / 1_000, path: Math.max(...[...own.keys()].map(chain)) / 1_000 };
}
