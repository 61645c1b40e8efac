/** A recording without captions, through the whole app, with a recogniser that misbehaves in every way. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transcript } from '../src/contract/content.js';
import { madeOnce } from './support/made-once.js';
import type { Person } from './support/person.js';
import { programs } from './support/programs.js';
import type { StandInRecogniser } from './support/recogniser.js';
import { everyFiveSeconds, startRecogniser } from './support/recogniser.js';
import type { Server, World } from './support/world.js';
import { captionsFor } from './support/talk.js';
import { until } from './support/until.js';
import { createWorld } from './support/world.js';

let recording: Uint8Array;
let recogniser: StandInRecogniser;
let world: World;
let person: Person;
const workers: Server[] = [];

beforeAll(async () => {
  // Sound only, with a pause every 20 s: 12 minutes are three parts.
  const voice = 'sine=frequency=300:sample_rate=16000,volume=enable=lt(mod(t\\,20)\\,1):volume=0';
  const args = ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', voice, '-t', '720', '-c:a', 'aac', '-b:a', '24k'];
  recording = await madeOnce(args, '.m4a', (path) => promisify(execFile)(programs().ffmpeg, [...args, path]));
  recogniser = await startRecogniser();
  world = await createWorld({
    TRANSCRIBER: 'openai',
    TRANSCRIBE_BASE_URL: recogniser.baseUrl,
    TRANSCRIBE_API_KEY: 'right',
    DRAIN_SECONDS: '0',
  });
  person = await world.signUp(await world.startWeb());
});
afterAll(async () => {
  await world.end();
  await recogniser.stop();
});
beforeEach(() => recogniser.forget());
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.end())));

async function startWorker(settings: Record<string, string> = {}): Promise<Server> {
  const worker = await world.startWorker(settings);
  workers.push(worker);
  return worker;
}

async function upload(): Promise<string> {
  const { id } = await person.createProject();
  expect((await person.ask('PUT', `/api/projects/${id}/source?filename=talk.m4a`, recording)).status).toBe(202);
  return id;
}

const transcriptOf = async (id: string): Promise<Transcript> =>
  (await person.ask('GET', `/api/projects/${id}/transcript`)).body as Transcript;

test('parts are heard side by side; one that fails, one that hangs and one that breaks off are asked again, the others not', async () => {
  recogniser.reply = (asked) => {
    if (asked.file === 'part-1.mp3' && asked.before < 3) return { status: 500 };
    if (asked.file === 'part-2.mp3' && asked.before < 1) return { hang: 'before' };
    if (asked.file === 'part-3.mp3' && asked.before < 1) return { hang: 'headers' };
    return everyFiveSeconds(asked);
  };
  await startWorker({ AI_TIMEOUT_SECONDS: '5' });
  const id = await upload();
  const task = await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(recogniser.mostAtOnce()).toBeGreaterThanOrEqual(2);
  expect(recogniser.answered.length).toBeGreaterThanOrEqual(3);
  expect(new Set(recogniser.answered).size).toBe(recogniser.answered.length);
  expect(task.parts).toEqual({ done: recogniser.answered.length + 1, total: recogniser.answered.length + 1 });
  const transcript = await transcriptOf(id);
  expect(transcript).toMatchObject({ source: 'recognised', language: 'en', coverage: 1, missing: [] });
  expect(transcript.segments.length).toBeGreaterThan(135);
  expect(transcript.segments.every(({ startMs }, i) => startMs >= (transcript.segments[i - 1]?.endMs ?? 0))).toBe(true);
});

test('a refused key fails it at once; with the right one a retry goes on behind the finished parts', async () => {
  recogniser.reply = (asked) =>
    asked.key === 'right' || asked.file === 'part-1.mp3' ? everyFiveSeconds(asked) : { status: 401 };
  const worker = await startWorker({ TRANSCRIBE_API_KEY: 'wrong', AI_CONCURRENCY: '1' });
  const id = await upload();
  const failed = await person.taskIn(id, 'transcribe', ['failed']);
  expect(failed).toMatchObject({ failures: 0, error: { code: 'vendor_key', retryable: true } });
  expect(recogniser.asked.map(({ file }) => file)).toEqual(['part-1.mp3', 'part-2.mp3']);
  await worker.end();
  await startWorker();
  expect((await person.ask('POST', `/api/tasks/${failed.id}/retry`)).status).toBe(202);
  await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(new Set(recogniser.answered).size).toBe(recogniser.answered.length);
});

test('minutes that cannot be had are named in a warning, and a retry that has them gives the whole', async () => {
  recogniser.reply = (asked) => everyFiveSeconds({ ...asked, durationMs: Math.min(asked.durationMs, 60_000) });
  await startWorker();
  const tab = await person.openTab();
  const id = await upload();
  const partial = await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(partial.message).toMatch(/^\d+ lines; missing are 1:0\d to 4:\d\d, /);
  expect((await transcriptOf(id)).coverage).toBeLessThan(0.4);
  await until('the warning', () => tab.notices.find(({ level }) => level === 'warning'));
  expect(tab.notices.map(({ level, title }) => [level, title])).toEqual([['warning', 'Transcript ready, with gaps']]);

  recogniser.reply = everyFiveSeconds;
  await person.ask('POST', `/api/tasks/${partial.id}/retry`);
  await until('the whole', async () => (await transcriptOf(id)).coverage === 1 || undefined);
  const whole = await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(whole.runId).toBe(partial.runId);
  tab.close();
});

test('captions that come while it listens become the transcript at once', async () => {
  recogniser.reply = () => ({ hang: 'before' });
  await startWorker();
  const id = await upload();
  await until('it to listen', () => Promise.resolve(recogniser.asked.length > 0 || undefined));
  const sent = await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(20));
  expect(sent.status).toBe(202);
  await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(await transcriptOf(id)).toMatchObject({ source: 'captions', coverage: 1 });
});
