/** Screenshots of a recording in 1080p, from the claim of the task to its end, against ffmpeg with `-vf fps=1/3` into a folder. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { film, run } from './films.mjs';
import { askerOf, done, signUp } from './person.mjs';

const SECONDS = 300;
/** Each takes long. */
const MOST_ROUNDS = 3;
const KINDS = {
  'a key frame every two seconds': 50,
  'a key frame every ten seconds, as x264 sets them': 250,
  'one key frame in the file': null,
};

export async function measure(place, rounds) {
  const devreel = await openDevreel(place);
  const figures = [];
  for (const [kind, keyEvery] of Object.entries(KINDS)) {
    const path = await film(place, SECONDS, keyEvery);
    const times = { ours: [], floor: [] };
    for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round += 1) {
      times.floor.push(await plain(place, path));
      times.ours.push(await devreel.screenshots(path));
    }
    figures.push({
      what: `screenshots of five minutes, ${kind}`,
      unit: 's',
      better: 'lower',
      ...times,
      limit: 'decoding',
    });
  }
  const half = await film(place, SECONDS / 2, null);
  const whole = await film(place, SECONDS, null);
  const ratios = [];
  for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round += 1) {
    ratios.push((await devreel.screenshots(whole)) / (await devreel.screenshots(half)));
  }
  figures.push({
    what: 'one key frame in the file: twice the length takes … times as long',
    unit: '×',
    better: 'lower',
    ours: ratios,
    floor: [],
    limit: 'decoding, once from beginning to end',
  });
  await devreel.close();
  return figures;
}

async function plain(place, path) {
  const folder = mkdtempSync(join(place.dir, 'shots-'));
  const begunAt = performance.now();
  await run(['-i', path, '-vf', 'fps=1/3', '-q:v', '3', join(folder, '%06d.jpg')]);
  const seconds = (performance.now() - begunAt) / 1_000;
  rmSync(folder, { recursive: true });
  return seconds;
}

async function openDevreel(place) {
  const env = {
    DATABASE_URL: await place.database(),
    REDIS_URL: await place.redis(),
    DATA_DIR: place.folder(),
    SIGN_UP: 'open',
  };
  const web = await place.devreel('main.js', env);
  const worker = await place.devreel('worker.js', env);
  const ask = askerOf(web.url, await signUp(web.url));
  return {
    async screenshots(path) {
      const { id } = await ask('POST', '/api/projects', { title: 'A film' });
      // With captions nothing is heard beside it.
      await ask(
        'PUT',
        `/api/projects/${id}/captions?filename=a.srt`,
        '1\n00:00:01,000 --> 00:00:04,000\nHello there.\n',
      );
      await ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, Readable.toWeb(createReadStream(path)));
      const task = (await done(ask, id)).find(({ key }) => key === 'screenshots');
      await ask('DELETE', `/api/projects/${id}`);
      return (Date.parse(task.finishedAt) - Date.parse(task.startedAt)) / 1_000;
    },
    async close() {
      await worker.stop();
      await web.stop();
    },
  };
}
