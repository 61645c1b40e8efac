/** (c) Text read off slides: of pictures with known words, how many are read, and how many of those read are there. */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import tesseract from 'tesseract.js';
import { createFfmpeg } from '../../dist/server/outside/ffmpeg/ffmpeg.js';
import { createOcr } from '../../dist/server/outside/ocr/ocr.js';
import { readPicture } from '../../dist/server/steps/slides/read.js';
import { findChromium } from '../embedded/chromium.mjs';
import { findFfmpeg } from '../embedded/ffmpeg.mjs';
import { call } from '../embedded/processes.mjs';
import { randomFrom } from './random.mjs';
import { scenes } from './slides-scenes.mjs';

const SEEDS = [1, 2];
const FULL = { width: 1920, height: 1080 };
const MEMORY = 2 * 1024 ** 3;
const ENGLISH = join(dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng')), '4.0.0_best_int');

/** What it takes to draw pictures, to film them and to read them. `close` ends it. */
export async function openStudio() {
  const programs = await findFfmpeg();
  const folder = join(tmpdir(), 'devreel-quality-slides');
  await mkdir(folder, { recursive: true });
  const { executablePath, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const places = { langPath: ENGLISH, cacheMethod: 'none', gzip: true };
  const floor = await tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, places);
  const atOnce = 1;
  const ffmpeg = createFfmpeg({
    ffmpegPath: programs.ffmpeg,
    ffprobePath: programs.ffprobe,
    environment: process.env,
    atOnce,
    maxMemoryBytes: MEMORY,
  });
  const ocr = createOcr({ folder, dataUrl: 'http://127.0.0.1:1', silenceMs: 1_000, atOnce, maxMemoryBytes: MEMORY });
  const close = async () => {
    await floor.terminate();
    await browser.close();
  };
  return { browser, folder, ffmpeg, ocr, floor, program: programs.ffmpeg, close };
}

export async function measure() {
  const studio = await openStudio();
  try {
    const rows = [];
    for (const [name, make] of Object.entries(scenes)) rows.push(await kind(studio, name, make));
    const mean = (i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length;
    return [
      {
        title: 'Text read off slides',
        note: `Words read right (recall) and right words among those read (precision) on ${SEEDS.length} pictures of each kind, all with the data of English. The floor: tesseract at its defaults on the picture as it is.`,
        columns: [
          'picture',
          'recall',
          'precision',
          'floor: recall',
          'floor: precision',
          'lines of code right',
          'kind right',
        ],
        rows: [...rows, ['all', mean(1), mean(2), mean(3), mean(4), '', mean(6)]],
      },
    ];
  } finally {
    await studio.close();
  }
}

async function kind(studio, name, make) {
  const results = [];
  for (const seed of SEEDS) {
    const scene = make(randomFrom(`${name} ${seed}`));
    results.push({ scene, ...(await read(studio, `${name} ${seed}`.replaceAll(/\W+/g, '-'), scene)) });
  }
  const mean = (of) => results.reduce((sum, result) => sum + of(result), 0) / results.length;
  const all = ({ scene }) => [...scene.lines, ...(scene.around ?? [])];
  return [
    name,
    mean(({ scene, seen }) => share(scene.lines, seen.text)),
    mean(({ seen, ...result }) => share([seen.text], all(result).join('\n'))),
    mean(({ scene, plain }) => share(scene.lines, plain)),
    mean(({ plain, ...result }) => share([plain], all(result).join('\n'))),
    results[0].scene.code ? mean(({ scene, seen }) => linesRight(scene.lines, seen.code ?? '')) : '',
    mean(({ scene, seen }) => Number(scene.kind === seen.kind)),
  ];
}

/** The scene as a frame of a film: the path of a JPEG. */
export async function filmed({ browser, folder, program }, name, { html, size = FULL, crf = 26 }) {
  const [png, film, jpeg] = ['png', 'mp4', 'jpg'].map((end) => join(folder, `${name}.${end}`));
  const tab = await browser.newPage({ viewport: size });
  await tab.setContent(html);
  await writeFile(png, await tab.screenshot());
  await tab.close();
  const coding = ['-c:v', 'libx264', '-crf', String(crf), '-preset', 'veryfast', '-pix_fmt', 'yuv420p', film];
  await ran(program, ['-loop', '1', '-t', '2', '-r', '5', '-i', png, ...coding]);
  await ran(program, ['-ss', '1', '-i', film, '-frames:v', '1', '-q:v', '3', jpeg]);
  await access(jpeg);
  return jpeg;
}

async function read(studio, name, scene) {
  const { folder, ffmpeg, ocr, floor } = studio;
  const [jpeg, grey] = [await filmed(studio, name, scene), join(folder, `${name}.pgm`)];
  const { signal } = new AbortController();
  const colours = await ffmpeg.toRead(jpeg, grey, signal);
  const seen = await readPicture(ocr, { grey, colours }, 'eng', signal);
  const { data } = await floor.recognize(await readFile(jpeg));
  return { seen, plain: data.text };
}

async function ran(program, args) {
  const { code, stderr } = await call(program, ['-nostdin', '-v', 'error', '-y', ...args]);
  if (code !== 0) throw new Error(`ffmpeg could not make a picture: ${stderr.trim().slice(-500)}`);
}

const wordsOf = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Of the words of these lines, the share that is among the others, each as often; 1 where there are none. */
export function share(lines, others) {
  const left = new Map();
  for (const word of wordsOf(others)) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = wordsOf(lines.join('\n'));
  const found = wanted.filter((word) => {
    const there = (left.get(word) ?? 0) > 0;
    if (there) left.set(word, left.get(word) - 1);
    return there;
  });
  return wanted.length === 0 ? 1 : found.length / wanted.length;
}

/** Sign by sign, with their indentation. */
export const linesRight = (lines, code) => {
  const read = new Set(code.split('\n'));
  return lines.filter((line) => read.has(line)).length / lines.length;
};
