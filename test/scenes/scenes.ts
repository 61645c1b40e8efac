/** What is hard on a Devreel. Each begins, goes on while somebody else works, and tells in the end what became of it. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fileMadeOnce } from '../support/made-once.js';
import type { Person } from '../support/person.js';
import { programs } from '../support/programs.js';
import type { RawLine } from '../support/raw-lines.js';
import { rawLine } from '../support/raw-lines.js';
import type { Found } from '../support/starter.js';
import { processesOf } from '../support/starter.js';
import { captionsFor, makeTalk } from '../support/talk.js';
import type { World } from '../support/world.js';

export interface Ground {
  world: World;
  webUrl: string;
  /** Who is hard on it; the other one is another account. */
  person: Person;
}

/** Begins; what it returns waits for its end, and says in a few words what became of it. */
export type Scene = (ground: Ground) => Promise<() => Promise<string>>;

/** So long a recording is waited for; one that is not at its end then is said to be going on. A day of sound takes a while. */
const LONGEST_MS = 20 * 60_000;
const MINUTE_MS = 60_000;

/** `args`: as one would type them, none with a blank in it. */
const encoded = (name: string, args: string): Promise<string> =>
  fileMadeOnce([name, args], name, (path) =>
    promisify(execFile)(programs().ffmpeg, ['-nostdin', '-v', 'error', ...args.split(' '), path]),
  );

const card = (seconds: number): string =>
  `-f lavfi -i testsrc2=size=320x180:rate=5:duration=${seconds} -f lavfi -i sine=frequency=300:duration=${seconds}`;
const CODING = '-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p -c:a aac -b:a 32k';

/** Gives a recording to a project of its own, and waits for the end of all its tasks. */
async function uploaded({ person }: Ground, recording: Uint8Array, filename: string, captions?: string) {
  const { id } = await person.createProject(filename);
  const path = `/api/projects/${id}`;
  const begun = performance.now();
  if (captions !== undefined)
    await expectAccepted(
      person,
      `${path}/captions?filename=${captions.startsWith('WEBVTT') ? 'a.vtt' : 'a.srt'}`,
      captions,
    );
  const captionsMs = performance.now() - begun;
  await expectAccepted(person, `${path}/source?filename=${filename}`, recording);
  const ended = async (): Promise<string> => {
    const deadline = performance.now() + LONGEST_MS;
    for (;;) {
      const { tasks } = await person.snapshot(id);
      const open = tasks.filter(({ status }) => status === 'queued' || status === 'running');
      if (open.length === 0 || performance.now() > deadline) {
        const seconds = Math.round((performance.now() - begun) / 1_000);
        const took = open.length === 0 ? `at its end after ${seconds} s` : `not at its end after ${seconds} s`;
        await person.ask('DELETE', path);
        return `${took}: ${tasks.map(wordsFor).join('; ')}`;
      }
      await wait(1_000);
    }
  };
  return { captionsMs, ended };
}

const wordsFor = ({ key, status, message, error }: Told): string =>
  `${key} ${status}${error || message ? ` (${error?.message ?? message ?? ''})` : ''}`;

interface Told {
  key: string;
  status: string;
  message: string | null;
  error: { message: string } | null;
}

async function expectAccepted(person: Person, path: string, body: string | Uint8Array): Promise<void> {
  const { status, body: answer } = await person.ask('PUT', path, body);
  if (status !== 202) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
}

/** An index at the beginning, and half of what it promises. */
async function halfATalk(ground: Ground) {
  const path = await encoded('half.mp4', `${card(600)} ${CODING} -movflags +faststart`);
  const whole = await readFile(path);
  return (await uploaded(ground, whole.subarray(0, whole.length / 2), 'half.mp4')).ended;
}

const NOISE = 'anoisesrc=sample_rate=8000:amplitude=0.3:duration=600';

async function dayOfNoise(ground: Ground) {
  const tenMinutes = await encoded('noise.mp3', `-f lavfi -i ${NOISE} -c:a libmp3lame -b:a 8k`);
  const day = await encoded('day.mp3', `-stream_loop 143 -i ${tenMinutes} -c copy`);
  return (await uploaded(ground, await readFile(day), 'day.mp3')).ended;
}

/** Five seconds, then nothing for 23.9 hours, then five seconds more. */
async function holeOfADay(ground: Ground) {
  const later = '-vf setpts=PTS+gte(N\\,25)*86040/TB -af asetpts=PTS+gte(T\\,5)*86040/TB -vsync vfr';
  const path = await encoded('hole.mkv', `${card(10)} ${later} ${CODING}`);
  return (await uploaded(ground, await readFile(path), 'hole.mkv')).ended;
}

const CUES = 110_000;

async function manyCues(ground: Ground) {
  const time = (ms: number): string => new Date(ms).toISOString().slice(11, 23);
  const cues = Array.from({ length: CUES }, (_, i) => {
    const from = i * 700;
    return `${time(from)} --> ${time(from + 600)}\nRow ${i}\n`;
  });
  // As much as a file of captions may have.
  cues.unshift('WEBVTT\n');
  const { captionsMs, ended } = await uploaded(ground, await makeTalk(60), 'cues.mp4', cues.join('\n'));
  return async () => `captions answered after ${Math.round(captionsMs)} ms; ${await ended()}`;
}

const CROWD = 1_000;
const HEAD = 'GET /api/me HTTP/1.1\r\nHost: a\r\nX-';

/** Heads that never end, a byte a second; whoever is thrown out comes back. */
async function slowConnections({ webUrl }: Ground) {
  const crowd: RawLine[] = await Promise.all(Array.from({ length: CROWD }, () => rawLine(webUrl, HEAD)));
  let thrownOut = 0;
  const over = new AbortController();
  const trickling = (async () => {
    while (!over.signal.aborted) {
      for (const [i, line] of crowd.entries()) {
        if (!line.isOver()) {
          line.socket.write('x');
          continue;
        }
        thrownOut++;
        line.socket.destroy();
        crowd[i] = await rawLine(webUrl, HEAD).catch(() => line);
      }
      await wait(1_000);
    }
  })();
  return async () => {
    over.abort();
    await trickling;
    for (const { socket } of crowd) socket.destroy();
    return `${CROWD} at all times; ${thrownOut} times one was ended, and came back`;
  };
}

const workersOf = ({ dataDir }: World): Found[] =>
  processesOf(dataDir).filter(({ command }) => command.endsWith('dist/server/worker.js'));

/** One of two workers, in the middle of a long recording. */
async function killedEachSecond(ground: Ground) {
  const { world } = ground;
  const keeper = workersOf(world)[0]?.pid;
  const talk = await makeTalk(600);
  const { ended } = await uploaded(ground, talk, 'long.mp4', captionsFor(60));
  let kills = 0;
  const killing = (async () => {
    for (const end = Date.now() + 2 * MINUTE_MS; Date.now() < end; kills++) {
      // It is killed after a second, ready or not.
      const starting = world.startWorker().catch(() => null);
      await wait(1_000);
      for (const { pid } of workersOf(world)) if (pid !== keeper) process.kill(pid, 'SIGKILL');
      await starting;
    }
  })();
  return async () => {
    await killing;
    return `${kills} kills; ${await ended()}`;
  };
}

export const scenes: Record<string, Scene> = {
  'half a talk': halfATalk,
  'a hole of a day': holeOfADay,
  '110,000 cues': manyCues,
  '1,000 slow connections': slowConnections,
  'a worker killed each second': killedEachSecond,
  'a day of noise': dayOfNoise,
};
