/** (a) Distinct screenshots: of recordings with known truth, which of the states on screen are found, each once. */
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../embedded/chromium.mjs';
import { findFfmpeg } from '../embedded/ffmpeg.mjs';
import { call } from '../embedded/processes.mjs';
import { THUMBNAIL_BYTES, screenshotFilter } from '../../dist/server/outside/ffmpeg/screenshot-filter.js';
import { distinctPictures } from '../../dist/server/recording/distinct/distinct.js';
import { film } from './pictures-film.mjs';
import { scenes } from './pictures-scenes.mjs';
import { randomFrom } from './random.mjs';

const SEEDS = [1, 2];
const EVERY_S = 3;
/** The floor: the mean difference of all grey values to the last distinct one, which a picture has to pass. */
const LOOKS_ALIKE = 2.5;

export async function measure() {
  const { ffmpeg } = await findFfmpeg();
  const { executablePath, env } = await findChromium();
  const folder = join(tmpdir(), 'devreel-quality-pictures');
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const studio = { browser, folder, ffmpeg };
  try {
    const rows = [];
    for (const [name, make] of Object.entries(scenes)) rows.push(await kind(studio, name, make));
    const mean = ['all', ...[1, 2, 3, 4, 5, 6].map((i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length)];
    return [
      {
        title: 'Distinct screenshots',
        note: `A screenshot each ${EVERY_S} s of ${SEEDS.length} recordings of each kind. The floor: the mean difference of grey values.`,
        columns: ['recording', 'recall', 'precision', 'floor: recall', 'floor: precision', 'states', 'found'],
        rows: [...rows, mean],
      },
    ];
  } finally {
    await browser.close();
  }
}

async function kind(studio, name, make) {
  const results = [];
  for (const seed of SEEDS) {
    const scene = make(randomFrom(`${name} ${seed}`).next);
    const pictures = await thumbnails(studio, await film(studio, `${name} ${seed}`, scene));
    const truth = pictures.map((_, i) => stateAt(scene, i * EVERY_S));
    results.push([
      score(
        truth,
        distinctPictures(pictures.length, (i) => pictures[i]),
      ),
      score(truth, farFromLast(pictures)),
    ]);
  }
  const mean = (of) => results.reduce((sum, result) => sum + of(result), 0) / results.length;
  return [
    name,
    mean(([ours]) => ours.recall),
    mean(([ours]) => ours.precision),
    mean(([, floor]) => floor.recall),
    mean(([, floor]) => floor.precision),
    mean(([ours]) => ours.states),
    mean(([ours]) => ours.found),
  ];
}

/** As the pipeline takes them. */
async function thumbnails({ ffmpeg, folder }, file) {
  const [grey, picture] = [join(folder, 'grey'), join(folder, 'picture')];
  const pictured = { stream: 0, colours: {}, table: '', smaller: [] };
  const filter = screenshotFilter(pictured, { everyMs: EVERY_S * 1_000, startMs: 0 });
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray', grey];
  const rest = ['-map', '[picture]', '-f', 'null', picture];
  const args = ['-nostdin', '-v', 'error', '-y', '-i', file, '-filter_complex', filter, '-map', '[thumbnail]', ...raw];
  const { code, stderr } = await call(ffmpeg, [...args, ...rest]);
  if (code !== 0) throw new Error(`ffmpeg could not take pictures of ${file}: ${stderr.trim().slice(-500)}`);
  const bytes = await readFile(grey);
  return Array.from({ length: bytes.length / THUMBNAIL_BYTES }, (_, i) =>
    bytes.subarray(i * THUMBNAIL_BYTES, (i + 1) * THUMBNAIL_BYTES),
  );
}

/** The state that is wholly on screen at that second, or undefined. */
function stateAt({ moments, fade = 0 }, second) {
  let from = 0;
  for (const { seconds, state } of moments) {
    const whole = from === 0 ? 0 : from + fade;
    if (second >= whole && second < from + seconds) return state;
    from += seconds;
  }
  return undefined;
}

/** A state that is at no mark cannot be found. Of a state found twice, one counts. */
function score(truth, found) {
  const states = new Set(truth.filter((state) => state !== undefined));
  const hit = new Set(found.map((i) => truth[i]).filter((state) => state !== undefined));
  return {
    recall: hit.size / states.size,
    precision: hit.size / Math.max(1, found.length),
    states: states.size,
    found: found.length,
  };
}

function farFromLast(pictures) {
  let last = null;
  return pictures.flatMap((picture, i) => {
    if (last && difference(last, picture) < LOOKS_ALIKE) return [];
    last = picture;
    return [i];
  });
}

const difference = (a, b) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
