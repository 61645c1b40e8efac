/** A recording without captions, through the whole app, with a recogniser that misbehaves in every way. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transcript } from '../src/contract/content.js';
import type { Studio } from './support/media.js';
import { openStudio } from './support/media.js';
import type { Person } from './support/person.js';
import type { StandInRecogniser } from './support/recogniser.js';
import { everyFiveSeconds, startRecogniser } from './support/recogniser.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let studio: Studio;
let recording: Uint8Array;
let recogniser: StandInRecogniser;
let world: World;
let person: Person;

beforeAll(async () => {
  studio = await openStudio();
  // Sound only, with a pause every 20 s: 16 minutes are four or five parts.
  const voice = 'sine=frequency=300:sample_rate=16000,volume=enable=lt(mod(t\\,20)\\,1):volume=0';
  const file = await studio.make('talk.m4a', ['-f', 'lavfi', '-i', voice, '-t', '960', '-c:a', 'aac', '-b:a', '24k']);
  recording = await readFile(file);
});
afterAll(() => studio.remove());

beforeEach(async () => {
  recogniser = await startRecogniser();
  world = await createWorld({
    ...{ TRANSCRIBER: 'openai', TRANSCRIBE_BASE_URL: recogniser.baseUrl, TRANSCRIBE_API_KEY: 'right' },
    ...{ AI_TIMEOUT_SECONDS: '2' },
  });
  person = await world.signUp(await world.startWeb());
});
afterEach(async () => {
  await world.end();
  await recogniser.stop();
});

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
  await world.startWorker();
  const id = await upload();
  const task = await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(recogniser.mostAtOnce()).toBeGreaterThanOrEqual(2);
  expect(recogniser.answered.length).toBeGreaterThanOrEqual(4);
  expect(new Set(recogniser.answered).size).toBe(recogniser.answered.length);
  expect(task.parts).toEqual({ done: recogniser.answered.length + 1, total: recogniser.answered.length + 1 });
  const transcript = await transcriptOf(id);
  expect(transcript).toMatchObject({ source: 'recognised', language: 'en', coverage: 1, missing: [] });
  expect(transcript.segments.length).toBeGreaterThan(180);
  expect(transcript.segments.every(({ startMs }, i) => startMs >= (transcript.segments[i - 1]?.endMs ?? 0))).toBe(true);
});
