/** The recogniser without a key: its model is fetched when it is first needed, and speech without words is named as missing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Transcript } from '../src/contract/content.js';
import type { ModelServer } from './support/model.js';
import { emptyModel, partStored, serveModel, sha256 } from './support/model.js';
import type { Person } from './support/person.js';
import { makeTalk } from './support/talk.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

const model = emptyModel();
let server: ModelServer;
let world: World;
let person: Person;

beforeAll(async () => {
  server = await serveModel(model);
  world = await createWorld({
    TRANSCRIBER: 'local',
    WHISPER_MODEL: 'empty',
    WHISPER_VAD: 'off',
    WHISPER_MODEL_URL: `${server.url}#sha256=${sha256(model)}`,
  });
  person = await world.signUp(await world.startWeb());
  await world.startWorker();
});
afterAll(async () => {
  await world.end();
  await server.stop();
});

test('a model that cannot be had fails the transcript with what to do; the rest goes on, and so does a retry', async () => {
  // Each try gets a little further, and the last one finds all of it there.
  server.breakOffs.push({ afterBytes: 20_000, when: () => partStored(world.dataDir, 20_000) });
  const { id } = await person.createProject();
  await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(12));
  const failed = await person.taskIn(id, 'transcribe', ['failed']);
  expect(failed.error).toMatchObject({ code: 'no_transcriber', retryable: true });
  expect(failed.error?.message).toMatch(/Add captions .* or ask whoever runs this Devreel for a recogniser/);
  expect(failed.error?.message).not.toMatch(/DATA_DIR|OPENAI|\//);
  await person.taskIn(id, 'screenshots', ['succeeded']);
  await person.ask('POST', `/api/tasks/${failed.id}/retry`);
  const task = await person.taskIn(id, 'transcribe', ['succeeded']);
  // An empty model makes nothing out: twelve seconds of sound without a word are missing, not silence.
  expect(task.message).toMatch(/missing/);
  const { body } = await person.ask('GET', `/api/projects/${id}/transcript`);
  expect(body as Transcript).toMatchObject({ source: 'recognised', coverage: 0, segments: [] });
  expect((await person.detail(task.id)).log.map(({ line }) => line)).toContainEqual(
    expect.stringMatching(/speech model/),
  );
  expect(server.ranges).toEqual([null, 'bytes=20000-']);
});
