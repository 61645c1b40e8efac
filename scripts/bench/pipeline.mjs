/** A whole talk, heard and written about by a vendor of fixed latency: how long it takes against its critical path, and in how much memory. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { talk } from './films.mjs';
import { askerOf, done, signUp } from './person.mjs';
import { startVendor } from './vendor.mjs';

const SHORT_MINUTES = 5;
const LONG_MINUTES = 90;
const LATENCIES = { hearMs: 3_000, writeMs: 3_000 };
const TYPES = ['blog', 'newsletter', 'twitter', 'linkedin', 'youtube'];
/** Each takes minutes. */
const MOST_ROUNDS = 3;

export async function measure(place, rounds) {
  const found = { makespans: [], paths: [], sound: [], memory: { web: [], worker: [] } };
  for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round += 1) {
    const short = await workThrough(place, SHORT_MINUTES);
    const long = await workThrough(place, LONG_MINUTES);
    found.makespans.push(long.makespan);
    found.paths.push(long.path);
    found.sound.push(long.soundMs / 1_000);
    for (const process of ['web', 'worker']) found.memory[process].push(long.memory[process] / short.memory[process]);
  }
  const ratio = (process) => ({
    what: `the most memory of the ${process} process, 90 minutes against 5`,
    unit: '×',
    better: 'lower',
    ours: found.memory[process],
    floor: [],
    limit: 'what of a talk is held at once',
  });
  return [
    {
      what: '90 minutes with five drafts, against the critical path',
      unit: 's',
      better: 'lower',
      ours: found.makespans,
      floor: found.paths,
      limit: 'tasks that share two processors',
    },
    {
      what: 'sound of 90 minutes → its first part at the recogniser',
      unit: 's',
      better: 'lower',
      ours: found.sound,
      floor: [],
      limit: 'reading the file up to the first cut',
    },
    ratio('web'),
    ratio('worker'),
  ];
}

/** In processes of its own, so that the most memory they had is of this talk. Seconds; `memory` in MB. */
async function workThrough(place, minutes) {
  const path = await talk(place, minutes * 60);
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
  await ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, Readable.toWeb(createReadStream(path)));
  await ask('POST', `/api/projects/${id}/generate`, { types: TYPES });
  const tasks = await done(ask, id, 200);
  const memory = { web: web.memory().most, worker: worker.memory().most };
  await worker.stop();
  await web.stop();
  await vendor.stop();
  const heardFirst = vendor.asked.find(({ kind }) => kind === 'sound').at;
  const transcribe = tasks.find(({ key }) => key === 'transcribe');
  return { ...spansOf(tasks), soundMs: heardFirst - Date.parse(transcribe.startedAt), memory };
}

/** From what each draft needs; what it does not, such as the search index, is no part of its way. */
const NEEDS = {
  transcribe: ['probe'],
  screenshots: ['probe'],
  slides: ['screenshots'],
  chapters: ['transcribe', 'slides'],
  draft: ['chapters'],
};

/** From the first beginning to the last end, and the longest chain of tasks that need each other. */
function spansOf(tasks) {
  const time = (text) => Date.parse(text);
  const own = new Map(tasks.map(({ key, startedAt, finishedAt }) => [key, time(finishedAt) - time(startedAt)]));
  const chain = (key) => {
    const before = (NEEDS[key.split(':')[0]] ?? []).filter((need) => own.has(need)).map(chain);
    return (own.get(key) ?? 0) + Math.max(0, ...before);
  };
  const makespan =
    Math.max(...tasks.map((task) => time(task.finishedAt))) - Math.min(...tasks.map((task) => time(task.queuedAt)));
  return { makespan: makespan / 1_000, path: Math.max(...[...own.keys()].map(chain)) / 1_000 };
}
