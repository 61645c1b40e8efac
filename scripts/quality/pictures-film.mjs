/** Makes a recording of a scene: its moments drawn by Chromium, put together and compressed by ffmpeg. */
import { createHash } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call } from '../embedded/processes.mjs';

const FPS = 5;
/** Of 1,280 × 720: what tells pictures apart is seen at half the size, too. */
const SCALE = 0.5;

/** What moves, by its name: inputs, and what is laid over the picture. Speakers show while `enable` holds. */
const overs = {
  head: { input: headLoop, filter: 'scale=128:96,noise=alls=9:allf=t', place: 'x=640-138:y=360-106' },
  video: {
    input: () => ['-f', 'lavfi', '-i', 'mandelbrot=s=210x150:r=5:start_scale=2:end_scale=0.01:end_pts=600'],
    filter: 'null',
    place: 'x=390:y=165',
  },
  cursor: {
    input: () => ['-f', 'lavfi', '-i', 'color=c=black:s=7x10:r=5'],
    filter: 'null',
    place: "x='320+250*sin(t*0.7)*sin(t*0.13)':y='180+150*sin(t*0.9)'",
  },
  speaker: { input: headLoop, filter: 'scale=480:360,noise=alls=9:allf=t', place: 'x=80:y=0' },
};

const HEAD_FRAMES = 170;

/** A face that sways and talks before a wall, as input of ffmpeg. */
async function headLoop({ browser, folder, run }) {
  const loop = join(folder, 'head.mkv');
  try {
    await access(loop);
  } catch {
    const work = join(folder, 'head');
    await mkdir(work, { recursive: true });
    const tab = await browser.newPage({ viewport: { width: 480, height: 360 } });
    for (let i = 0; i < HEAD_FRAMES; i++) {
      await tab.setContent(head(i / FPS));
      await tab.screenshot({ path: join(work, `${i}.png`) });
    }
    await tab.close();
    await run(['-y', '-v', 'error', '-framerate', String(FPS), '-i', join(work, '%d.png'), '-c:v', 'ffv1', loop]);
  }
  return ['-stream_loop', '-1', '-i', loop];
}

function head(t) {
  const x = 240 + 34 * Math.sin(t * 1.3) + 11 * Math.sin(t * 3.1);
  const y = 150 + 12 * Math.sin(t * 2.1);
  return `<body style="margin:0"><svg width="480" height="360" style="background:#7d6b5d">
    <rect x="30" y="20" width="90" height="140" fill="#9a8878"/><rect x="370" y="60" width="80" height="200" fill="#59483b"/>
    <ellipse cx="${x * 0.9 + 24}" cy="390" rx="150" ry="140" fill="#2a4d69"/>
    <ellipse cx="${x}" cy="${y}" rx="66" ry="88" fill="#d9b08c"/><ellipse cx="${x}" cy="${y - 66}" rx="68" ry="36" fill="#3a2a1e"/>
    <circle cx="${x - 24}" cy="${y - 8}" r="7" fill="#222"/><circle cx="${x + 24}" cy="${y - 8}" r="7" fill="#222"/>
    <ellipse cx="${x}" cy="${y + 42}" rx="24" ry="${3 + 11 * Math.abs(Math.sin(t * 7.3))}" fill="#7a2e2e"/>
    <circle cx="${240 + 190 * Math.sin(t * 0.8)}" cy="${300 + 40 * Math.sin(t * 2.9)}" r="22" fill="#d9b08c"/></svg>`;
}

/** The path of the recording, made if it is not there. `studio`: Playwright's browser, ffmpeg's path, and the folder for films. */
export async function film(studio, name, { moments, over, fade, crf = 28 }) {
  const { browser, folder } = studio;
  const run = (args) => ran(studio.ffmpeg, args);
  const hash = createHash('sha256')
    .update(JSON.stringify([moments, over, fade, crf, overs]))
    .digest('hex')
    .slice(0, 12);
  const file = join(folder, `${name.replaceAll(/\W+/g, '-')}-${hash}.mp4`);
  try {
    await access(file);
    return file;
  } catch {
    // It is made below.
  }
  const work = join(folder, hash);
  await mkdir(work, { recursive: true });
  const tab = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: SCALE });
  for (const [i, { html }] of moments.entries()) {
    await tab.setContent(html);
    await tab.screenshot({ path: join(work, `${i}.png`) });
  }
  await tab.close();
  await writeFile(
    join(work, 'list.txt'),
    moments.map(({ seconds }, i) => `file ${i}.png\nduration ${seconds}\n`).join('') +
      `file ${moments.length - 1}.png\n`,
  );
  const moving = over ? { ...overs[over], input: await overs[over].input({ browser, folder, run }) } : null;
  await run([...argumentsFor({ moments, moving, fade, crf, work }), join(work, 'out.mp4')]);
  await rename(join(work, 'out.mp4'), file);
  return file;
}

async function ran(ffmpeg, args) {
  const { code, stderr } = await call(ffmpeg, ['-nostdin', ...args]);
  if (code !== 0) throw new Error(`ffmpeg could not make a film: ${stderr.trim().slice(-500)}`);
}

function argumentsFor({ moments, moving, fade, crf, work }) {
  const length = moments.reduce((sum, { seconds }) => sum + seconds, 0);
  const times = moments.reduce((all, { seconds }) => [...all, (all.at(-1) ?? 0) + seconds], []);
  const enable = moments.some((m) => m.speaker)
    ? `:enable='${moments
        .map((m, i) =>
          m.speaker ? `between(t,${(times[i - 1] ?? 0).toFixed(2)},${(times[i] - 0.05).toFixed(2)})` : '',
        )
        .filter(Boolean)
        .join('+')}'`
    : '';
  // A cross-fade is the mean of the pictures of so many seconds.
  const base = `[0:v]fps=${FPS},format=yuv420p${fade ? `,tmix=frames=${fade * FPS}` : ''}[base]`;
  const graph = moving
    ? `${base};[1:v]fps=${FPS},${moving.filter}[over];[base][over]overlay=${moving.place}${enable}:shortest=0[out]`
    : `${base};[base]null[out]`;
  return [
    '-y',
    '-v',
    'error',
    '-f',
    'concat',
    '-i',
    join(work, 'list.txt'),
    ...(moving ? moving.input : []),
    '-filter_complex',
    graph,
    '-map',
    '[out]',
    '-t',
    String(length),
    '-r',
    String(FPS),
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    String(crf),
    '-g',
    '50',
    '-pix_fmt',
    'yuv420p',
  ];
}
