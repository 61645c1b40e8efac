/** The text of docs/extending.md, followed to the letter in a copy, which is then compiled, built, tested and run. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../scripts/embedded/processes.mjs';
import type { Content, Transcript } from '../src/contract/content.js';
import type { Registry } from '../src/contract/registry.js';
import type { ExtendedCopy } from './support/extended-copy.js';
import { createExtendedCopy } from './support/extended-copy.js';
import type { Person } from './support/person.js';
import { captionsFor, makeTalk, spoken } from './support/talk.js';
import type { World } from './support/world.js';
import { until } from './support/until.js';
import { createWorld } from './support/world.js';

let copy: ExtendedCopy;
let world: World;
let person: Person;

/** Hears one of the sentences each 6 s, whatever is said. */
const LISTEN = `#!/usr/bin/env node
const spoken = ${JSON.stringify(spoken)};
console.log(JSON.stringify(spoken.map((text, i) => ({ startMs: i * 6_000, endMs: (i + 1) * 6_000, text }))));
`;

beforeAll(async () => {
  copy = await createExtendedCopy('A content type', 'A storage', 'A recogniser', 'A socket message', 'A step');
  await copy.build();
  const listen = join(copy.root, 'listen.mjs');
  await writeFile(listen, LISTEN, { mode: 0o755 });
  world = await createWorld({ TRANSCRIBER: 'command', RECOGNISE_COMMAND: listen }, { root: copy.root });
  const [web] = await Promise.all([world.startWeb(), world.startWorker()]);
  person = await world.signUp(web);
}, 300_000);

afterAll(async () => {
  await world.end();
  await copy.remove();
});

test(
  'it is formatted and compiles; the tests that walk the tables find nothing amiss, and the storage does what every storage does',
  { timeout: 600_000 },
  async () => {
    await copy.checkFormat();
    const ofTables = ['test/unit/content-types.test.ts', 'test/unit/pipeline.test.ts'];
    // With uploads. All in one run, since each starts services of its own.
    await Promise.all([copy.compile(), copy.test(...ofTables, 'test/redis-storage.test.ts')]);
  },
);

describe('a content type', () => {
  test('is one file and one line', () => {
    expect(copy.touched.get('A content type')).toEqual([
      'src/content/types/talk-card.ts',
      'src/content/content-types.ts',
    ]);
  });

  test('is offered, and its draft is written', async () => {
    const { body } = await person.ask('GET', '/api/content-types');
    expect(body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: 'talkCard' })]) as unknown,
    });
    const { id } = await person.createProject();
    await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(6));
    await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(48));
    await person.ask('POST', `/api/projects/${id}/generate`, { types: ['talkCard'] });
    await person.taskIn(id, 'draft:talkCard', ['succeeded']);
    const draft = (await person.ask('GET', `/api/projects/${id}/contents/talkCard`)).body as Content;
    expect(draft).toMatchObject({ origin: 'offline', body: expect.stringContaining('an index finds a row') as string });
  });
});

describe('a storage', () => {
  test('is one folder and one line', () => {
    const others = (copy.touched.get('A storage') ?? []).filter(
      (path) => !path.startsWith('src/outside/storage/redis/'),
    );
    // The last one is its test, which names the settings that ask for it.
    expect(others).toEqual(['src/outside/storage/drivers.ts', 'test/redis-storage.test.ts']);
  });
});

describe('a recogniser', () => {
  test('is one file and one line', () => {
    expect(copy.touched.get('A recogniser')).toEqual([
      'src/outside/recognisers/command.ts',
      'src/outside/recognisers/recognisers.ts',
    ]);
  });

  test('is among those that are named when TRANSCRIBER is wrong', async () => {
    const env = { PATH: process.env['PATH'], TRANSCRIBER: 'ears' };
    const { code, stderr } = await call(process.execPath, ['dist/server/check-settings.js'], { cwd: copy.root, env });
    expect(code).toBe(78);
    expect(stderr).toContain('TRANSCRIBER must be one of auto, openai, command, local, none');
  });

  test('is asked for by its name, and what it hears is the transcript', async () => {
    const { id } = await person.createProject();
    await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(48));
    await person.taskIn(id, 'transcribe', ['succeeded']);
    const { segments } = (await person.ask('GET', `/api/projects/${id}/transcript`)).body as Transcript;
    expect(segments.map(({ text }) => text)).toEqual(spoken);
  });
});

describe('a socket message', () => {
  test('is one file and one line on the server, beside the wire that the page shares, and a row of the test of roles', () => {
    expect(copy.touched.get('A socket message')).toEqual([
      'src/contract/realtime.ts',
      'src/realtime/messages/project-position.ts',
      'src/realtime/messages.ts',
      'test/roles.test.ts',
    ]);
  });

  test('is answered', async () => {
    const { id } = await person.createProject();
    const tab = await person.openTab();
    const ask = (payload: unknown): Promise<unknown> =>
      tab.socket.emitWithAck('project:position' as 'project:leave', payload as never);
    expect(await ask({ projectId: id })).toEqual({ data: { lastSeq: 0 } });
    expect(await ask({ projectId: 'x' })).toMatchObject({ error: { code: 'invalid_payload' } });
    tab.close();
  });
});

describe('a step', () => {
  test('is one file and one line', () => {
    expect(copy.touched.get('A step')).toEqual(['src/steps/summary.ts', 'src/steps/pipeline.ts']);
  });

  test('the page has its words, in its place', async () => {
    const html = await (await fetch(person.url, { headers: { accept: 'text/html' } })).text();
    const block = /<script type="application\/json" id="registry">(.*?)<\/script>/.exec(html)?.[1] ?? '{}';
    const { steps } = JSON.parse(block) as Registry;
    expect(steps.map(({ name }) => name).indexOf('summary')).toBe(5);
    expect(steps[5]).toMatchObject({ words: { label: 'Summary', need: 'the summary' }, page: null });
  });

  test('a real worker does it, people are told, new captions make it anew, and a correction makes it stale', async () => {
    const { id } = await person.createProject();
    await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(6));
    await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(48));
    const first = await person.taskIn(id, 'summary', ['succeeded']);
    expect(spoken.join(' ')).toContain(first.message.slice(0, 20));
    const status = (await person.ask('GET', `/api/projects/${id}/status/summary`)).body;
    expect(status).toMatchObject({ label: 'Summary', status: 'succeeded', action: null, stale: false });
    const notices = (await person.ask('GET', '/api/notices')).body;
    expect(JSON.stringify(notices)).toContain('Summary ready');
    await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(7));
    await until('a summary of the new captions', async () => {
      const task = await person.task(id, 'summary');
      return task?.status === 'succeeded' && task.id !== first.id;
    });
    const corrected = await person.ask('PATCH', `/api/projects/${id}/transcript`, {
      segments: [{ index: 0, text: 'Something else was said.' }],
    });
    expect(corrected.status).toBe(200);
    expect(await person.task(id, 'summary')).toMatchObject({ stale: true });
  });
});
