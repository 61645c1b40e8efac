/** Screenshots of a recording in 1080p, from the claim of the task to its end, against ffmpeg with `-vf fps=1/3` into a folder. */
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { film, run, timesOn } from './films.mjs';
import { askerOf, done, signUp } from './person.mjs';

/** Each takes long; one round alone is to see that it works. */
const MOST_ROUNDS = 2;
const SECONDS = { one: 24, more: 240 };
const KINDS = {
  'a key frame every two seconds': 50,
  'one every ten seconds, as x264 sets them': 250,
  'one in the file': null,
};

export async function measure(place, rounds) {
  const seconds = rounds === 1 ? SECONDS.one : SECONDS.more;
  const devreel = await openDevreel(place);
  const figures = [];
  const furthest = [];
  for (const [kind, keyEvery] of Object.entries(KINDS)) {
    const path = await film(place, seconds, keyEvery);
    const times = { ours: [], floor: [] };
    for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round += 1) {
      times.floor.push(seconds / (await plain(place, path)));
      const made = await devreel.screenshots(path);
      times.ours.push(seconds / made.seconds);
      furthest.push(made.furthest);
    }
    figures.push({
      what: `screenshots of 1080p, ${kind}`,
      unit: 's of video in a second',
      better: 'higher',
      ...times,
      limit:
        keyEvery === null ? 'decoding all of it' : 'decoding from the key frame before each, and three sizes of JPEG',
    });
  }
  figures.push(await measureLength(place, devreel, seconds, rounds), {
    what: 'the furthest that a screenshot of these is from its moment',
    unit: 's',
    better: 'lower',
    ours: furthest,
    floor: [],
    limit: 'the picture that is shown at that moment is taken; told to a tenth of a second',
  });
  await devreel.close();
  return figures;
}

async function measureLength(place, devreel, seconds, rounds) {
  const [half, whole] = [await film(place, seconds / 2, null), await film(place, seconds, null)];
  const times = { ours: [], floor: [] };
  for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round += 1) {
    times.floor.push(2 * (await devreel.screenshots(half)).seconds);
    times.ours.push((await devreel.screenshots(whole)).seconds);
  }
  return {
    what: 'one key frame in the file: all of it, against twice the half of it',
    unit: 's',
    better: 'lower',
    ...times,
    limit: 'from a key frame on all is decoded, and batches grow, so that it is at most twice the whole',
  };
}

/** In seconds. */
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
  const cookie = await signUp(web.url);
  const ask = askerOf(web.url, cookie);
  return {
    /** How many seconds it took, and how many the furthest picture is from its moment. */
    async screenshots(path) {
      const { id } = await ask('POST', '/api/projects', { title: 'A film' });
      // With captions nothing is heard beside it.
      const captions = '1\n00:00:01,000 --> 00:00:04,000\nHello there.\n';
      await ask('PUT', `/api/projects/${id}/captions?filename=a.srt`, captions);
      await ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, await openAsBlob(path));
      const task = (await done(ask, id)).find(({ key }) => key === 'screenshots');
      const furthest = await furthestOf(place, await picturesOf(ask, { url: web.url, cookie }, id));
      await ask('DELETE', `/api/projects/${id}`);
      return { seconds: (Date.parse(task.finishedAt) - Date.parse(task.startedAt)) / 1_000, furthest };
    },
    async close() {
      await worker.stop();
      await web.stop();
    },
  };
}

async function picturesOf(ask, { url, cookie }, projectId) {
  const { items } = await ask('GET', `/api/projects/${projectId}/screenshots`);
  const pictures = [];
  for (const { url: path, atMs } of items) {
    const response = await fetch(`${url}${path}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`A screenshot is not there: ${response.status}`);
    pictures.push({ atMs, jpeg: Buffer.from(await response.arrayBuffer()) });
  }
  return pictures;
}

/** In seconds. */
async function furthestOf(place, pictures) {
  const folder = mkdtempSync(join(place.dir, 'taken-'));
  for (const [i, { jpeg }] of pictures.entries()) {
    writeFileSync(join(folder, `${String(i + 1).padStart(6, '0')}.jpg`), jpeg);
  }
  const said = await timesOn(join(folder, '%06d.jpg'));
  rmSync(folder, { recursive: true });
  if (said.length !== pictures.length || said.length === 0) throw new Error('Not every screenshot can be read.');
  return Math.max(...pictures.map(({ atMs }, i) => Math.abs(said[i] - atMs / 1_000)));
}
