/** Makes the sample talk with ffmpeg alone: slides, a voice where this ffmpeg has one, a quiet tone elsewhere, and captions. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipStart } from '../../contract/clip.js';
import { slides } from './narration.js';

/** A little slower than ffmpeg's voice speaks, so that no sentence is cut. */
const SECONDS_PER_WORD = 0.42;
const PAUSE_SECONDS = 0.6;
const RATE = 16_000;
const SIZE = '1280x720';
const COLOURS = ['0x1d3557', '0x2a6f4e', '0x6d3b5e'];
/** It takes a few seconds; bounds against hanging only. */
const LIMIT_MS = 120_000;
const STDERR_TAIL = 500;

export interface SampleFilm {
  /** Paths of an MP4 and a SubRip file. */
  video: string;
  captions: string;
}

interface Sentence {
  slide: number;
  text: string;
  startS: number;
  /** With the pause after it. */
  lastsS: number;
}

/** `env`: of ffmpeg. `folder`: an existing empty one. Throws what ffmpeg said, or that there is none. */
export async function makeSampleFilm(ffmpegPath: string, env: NodeJS.ProcessEnv, folder: string): Promise<SampleFilm> {
  const run = (args: string[]): Promise<void> => runFfmpeg(ffmpegPath, env, folder, args);
  const can = (...args: string[]): Promise<boolean> =>
    run([...args, '-f', 'null', '-']).then(
      () => true,
      () => false,
    );
  const speaks = await can('-f', 'lavfi', '-i', 'flite=text=yes');
  const writes = await can('-f', 'lavfi', '-i', 'color=d=0.1', '-vf', 'drawtext=text=yes');
  const said = sentences();
  await Promise.all([
    ...said.map(({ text }, i) => writeFile(join(folder, `says-${i}.txt`), text)),
    ...slides.flatMap(({ heading, points }, slide) =>
      [heading, ...points.map((point) => `- ${point}`)].map((line, i) =>
        writeFile(join(folder, `slide-${slide}-${i}.txt`), line),
      ),
    ),
    writeFile(join(folder, 'talk.srt'), said.map(subRip).join('\n')),
  ]);
  await run([...sounds(said, speaks), '-filter_complex', graph(said, writes), ...CODING, 'talk.mp4']);
  return { video: join(folder, 'talk.mp4'), captions: join(folder, 'talk.srt') };
}

function sentences(): Sentence[] {
  let at = 0;
  return slides.flatMap(({ says }, slide) =>
    says.map((text) => {
      const lastsS = text.split(' ').length * SECONDS_PER_WORD + PAUSE_SECONDS;
      const startS = at;
      at += lastsS;
      return { slide, text, startS, lastsS };
    }),
  );
}

const sounds = (said: readonly Sentence[], speaks: boolean): string[] =>
  said.flatMap((_, i) => [
    '-f',
    'lavfi',
    '-i',
    speaks ? `flite=textfile=says-${i}.txt:voice=rms` : `sine=frequency=220:sample_rate=${RATE},volume=0.1`,
  ]);

/** All sentences one after another, and each slide for as long as it is spoken about. */
function graph(said: readonly Sentence[], writes: boolean): string {
  const spoken = said.map(({ lastsS }, i) => {
    const length = lastsS.toFixed(3);
    const words = (lastsS - PAUSE_SECONDS).toFixed(3);
    return `[${i}:a]aresample=${RATE},atrim=0:${words},apad,atrim=0:${length}[a${i}]`;
  });
  const shown = slides.map(({ points }, slide) => {
    const lasts = said.filter((one) => one.slide === slide).reduce((sum, { lastsS }) => sum + lastsS, 0);
    const source = `color=c=${COLOURS[slide % COLOURS.length] ?? 'black'}:s=${SIZE}:r=5:d=${lasts.toFixed(3)}`;
    const words = [line(slide, 0, 64, 140), ...points.map((_, i) => line(slide, i + 1, 40, 300 + i * 70))].join('');
    return `${source}${writes ? words : `,drawbox=x=${80 + slide * 300}:y=300:w=200:h=120:color=white:t=fill`}[v${slide}]`;
  });
  return [
    ...spoken,
    `${said.map((_, i) => `[a${i}]`).join('')}concat=n=${said.length}:v=0:a=1[sound]`,
    ...shown,
    `${slides.map((_, i) => `[v${i}]`).join('')}concat=n=${slides.length}:v=1:a=0[picture]`,
  ].join(';');
}

const line = (slide: number, i: number, size: number, y: number): string =>
  `,drawtext=textfile=slide-${slide}-${i}.txt:fontcolor=white:fontsize=${size}:x=100:y=${y}`;

const CODING = [
  '-map',
  '[picture]',
  '-map',
  '[sound]',
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-pix_fmt',
  'yuv420p',
  '-g',
  '25',
  '-c:a',
  'aac',
  '-b:a',
  '64k',
  '-movflags',
  '+faststart',
];

const subRip = ({ text, startS, lastsS }: Sentence, i: number): string =>
  `${i + 1}\n${clock(startS)} --> ${clock(startS + lastsS - PAUSE_SECONDS)}\n${text}\n`;

const clock = (seconds: number): string =>
  new Date(Math.round(seconds * 1_000)).toISOString().slice(11, 23).replace('.', ',');

/** The files are named relative to the folder: its path could be read as a filter's options. */
function runFfmpeg(path: string, env: NodeJS.ProcessEnv, cwd: string, args: string[]): Promise<void> {
  const always = ['-nostdin', '-hide_banner', '-v', 'error', '-y'];
  const child = spawn(path, [...always, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = clipStart(said + text, STDERR_TAIL)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code ?? 'a signal'}: ${said.trim()}`)),
    );
  });
}
