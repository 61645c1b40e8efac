/** Makes the sample talk with ffmpeg alone: slides, a voice where this ffmpeg has one, a tone elsewhere, and captions. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, Trouble } from '../embedded/processes.mjs';
import { slides } from './narration.mjs';

const PAUSE_SECONDS = 0.6;
const RATE = 16_000;
/** Roughly how fast people speak. */
const SECONDS_PER_WORD = 0.38;
const SIZE = '1280x720';
const COLOURS = ['0x1d3557', '0x2a6f4e', '0x6d3b5e', '0x7a4b1c', '0x364156'];

/**
 * @param {string} ffmpeg @param {string} ffprobe @param {string} folder an empty one
 * @returns {Promise<{video: string, captions: string, narrated: boolean}>} paths of an MP4 and a SubRip file
 * @throws {Trouble} with what ffmpeg said
 */
export async function makeSampleTalk(ffmpeg, ffprobe, folder) {
  const run = async (args) => {
    const { code, stderr } = await call(ffmpeg, ['-nostdin', '-hide_banner', '-v', 'error', '-y', ...args]);
    if (code !== 0) throw new Trouble(`ffmpeg could not make the sample talk: ${stderr.trim().slice(-500)}`);
  };
  const works = async (args) => (await call(ffmpeg, ['-nostdin', '-v', 'error', ...args])).code === 0;
  const narrated = await works(['-f', 'lavfi', '-i', 'flite=text=yes', '-f', 'null', '-']);
  const drawn = await works(['-f', 'lavfi', '-i', 'color=d=0.1', '-vf', 'drawtext=text=yes', '-f', 'null', '-']);

  const sentences = slides.flatMap(({ says }, slide) => says.map((text) => ({ slide, text })));
  let at = 0;
  for (const [i, sentence] of sentences.entries()) {
    sentence.sound = join(folder, `${i}.wav`);
    await run([
      '-f',
      'lavfi',
      '-i',
      speech(sentence.text, narrated, folder),
      '-af',
      `aresample=${RATE},apad=pad_len=${PAUSE_SECONDS * RATE}`,
      '-ar',
      String(RATE),
      '-ac',
      '1',
      sentence.sound,
    ]);
    sentence.start = at;
    at += await secondsOf(ffprobe, sentence.sound);
    sentence.end = at - PAUSE_SECONDS;
  }
  const captions = join(folder, 'talk.srt');
  writeFileSync(captions, sentences.map(subRip).join('\n'));
  const video = join(folder, 'talk.mp4');
  await run(film(sentences, at, drawn, folder, video));
  return { video, captions, narrated };
}

/** ffmpeg's source of sound for a text: a voice that says it, or a tone for as long as that would take. */
function speech(text, narrated, folder) {
  if (!narrated)
    return `sine=frequency=220:sample_rate=${RATE}:duration=${(text.split(' ').length * SECONDS_PER_WORD).toFixed(2)}`;
  const file = join(folder, 'says.txt');
  writeFileSync(file, text);
  return `flite=textfile=${file}:voice=rms`;
}

async function secondsOf(ffprobe, file) {
  const { stdout } = await call(ffprobe, ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]);
  return Number(stdout.trim());
}

/** ffmpeg's arguments for the whole film: all sentences one after another, and each slide for as long as it is spoken about. */
function film(sentences, seconds, drawn, folder, output) {
  const sounds = sentences.flatMap(({ sound }) => ['-i', sound]);
  const pictures = slides.map((slide, i) => {
    const from = sentences.find((sentence) => sentence.slide === i).start;
    const next = sentences.find((sentence) => sentence.slide === i + 1);
    const source = `color=c=${COLOURS[i % COLOURS.length]}:s=${SIZE}:r=5:d=${((next?.start ?? seconds) - from).toFixed(3)}`;
    return `${source}${drawn ? texts(slide, i, folder) : `,drawbox=x=${80 + i * 120}:y=300:w=200:h=120:color=white:t=fill`}[v${i}]`;
  });
  const joined = [
    `${sentences.map((_, i) => `[${i}:a]`).join('')}concat=n=${sentences.length}:v=0:a=1[sound]`,
    ...pictures,
    `${slides.map((_, i) => `[v${i}]`).join('')}concat=n=${slides.length}:v=1:a=0[picture]`,
  ];
  const coding = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '64k'];
  return [
    ...sounds,
    '-filter_complex',
    joined.join(';'),
    '-map',
    '[picture]',
    '-map',
    '[sound]',
    ...coding,
    '-movflags',
    '+faststart',
    output,
  ];
}

function texts({ heading, points }, slide, folder) {
  const line = (text, name, size, y) => {
    const file = join(folder, `slide-${slide}-${name}.txt`);
    writeFileSync(file, text);
    return `,drawtext=textfile=${file}:fontcolor=white:fontsize=${size}:x=100:y=${y}`;
  };
  return [line(heading, 'heading', 64, 140), ...points.map((point, i) => line(`- ${point}`, i, 40, 300 + i * 70))].join(
    '',
  );
}

const subRip = ({ text, start, end }, i) => `${i + 1}\n${clock(start)} --> ${clock(end)}\n${text}\n`;
const clock = (seconds) => new Date(Math.round(seconds * 1_000)).toISOString().slice(11, 23).replace('.', ',');
