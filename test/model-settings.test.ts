/** The models that an administrator sets on the page: tried before they are kept, sealed, and used by all processes at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModelSettingsView } from '../src/contract/model-settings.js';
import type { Limits } from '../src/contract/limits.js';
import type { ChatServer } from './support/chat-server.js';
import { refuses, says, startChatServer } from './support/chat-server.js';
import type { Answer, Person } from './support/person.js';
import { localOwner } from './support/person.js';
import type { StandInRecogniser } from './support/recogniser.js';
import { startRecogniser } from './support/recogniser.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const PATH = '/api/admin/settings';
const KEY = 'sk-the-key-of-a-test-1234';

let model: ChatServer;
let ears: StandInRecogniser;
let world: World;
let web: WebServer;
let owner: Person;
let ada: Person;

beforeAll(async () => {
  model = await startChatServer();
  ears = await startRecogniser();
  world = await createWorld({ TRANSCRIBER: '', ALLOW_PRIVATE_ADDRESSES: 'true' });
  web = await world.startWeb();
  owner = await localOwner(web);
  ada = await world.signUp(web);
  await world.startWorker();
});
afterAll(async () => {
  await world.end();
  await model.stop();
  await ears.stop();
});

const set = (changes: Record<string, string | null>): Promise<Answer> => owner.ask('PUT', PATH, changes);
const view = async (person = owner): Promise<ModelSettingsView> =>
  (await person.ask('GET', PATH)).body as ModelSettingsView;
const of = async (name: string) => (await view()).items.find((item) => item.name === name);
const faultsOf = ({ body }: Answer): unknown => {
  const { code, errors = [] } = body as { code: string; errors?: { path: string; message: string }[] };
  return [code, ...errors.map(({ path }) => path)];
};

test('only who runs this Devreel sees them, and only in a session changes them', async () => {
  expect((await ada.ask('GET', PATH)).status).toBe(403);
  const { key } = (await owner.ask('POST', '/api/api-keys', { name: 'Program', scopes: ['read', 'write', 'admin'] }))
    .body as { key: string };
  const byKey = { authorization: `Bearer ${key}`, cookie: '' };
  const answer = await owner.ask('PUT', PATH, { OPENAI_MODEL: 'other' }, byKey);
  expect([answer.status, (answer.body as { code: string }).code]).toEqual([403, 'session_required']);
});

test('a key that is refused is not kept, and the reason is the vendor’s own', async () => {
  model.behave(refuses(401, { message: `Incorrect API key provided: ${KEY}.`, type: 'invalid_request_error' }));
  const answer = await set({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: model.baseUrl, TRANSCRIBER: 'none' });
  expect([answer.status, faultsOf(answer)]).toEqual([422, ['trial_failed', 'writer']]);
  expect(JSON.stringify(answer.body)).toContain('Incorrect API key provided');
  expect(JSON.stringify(answer.body)).not.toContain(KEY);
  expect(await of('OPENAI_API_KEY')).toMatchObject({ setBy: 'nobody', ending: null });
});

test('a key that works is kept, never sent back, sealed in the database, and used by a worker that ran before', async () => {
  model.behave(says('ready'));
  const answer = await set({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_MODEL: 'scribe',
    TRANSCRIBER: 'none',
  });
  expect(answer.status).toBe(200);
  expect(JSON.stringify([answer.body, await view()])).not.toContain(KEY);
  expect(await of('OPENAI_API_KEY')).toEqual({
    name: 'OPENAI_API_KEY',
    value: null,
    ending: '1234',
    setBy: 'page',
    isFixed: false,
  });
  const [row] = await world.db.query<{ sealed: Buffer }[]>('SELECT sealed FROM settings_on_page');
  expect(row?.sealed.toString('latin1')).not.toContain('scribe');

  model.behave(says('# Bread\n\nBread needs time.'));
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(1.5));
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(6));
  await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['linkedin'] });
  await ada.taskIn(id, 'draft:linkedin', ['succeeded']);
  expect(
    model.requests.some(
      ({ model: asked, messages }) => asked === 'scribe' && JSON.stringify(messages).includes('Bread'),
    ),
  ).toBe(true);
  const { body } = await ada.ask('GET', `/api/projects/${id}/contents/linkedin`);
  expect((body as { origin: string }).origin).toBe('model');
});

test('a key goes to the address that it was given for, and to no other', async () => {
  const asked = model.requests.length;
  const answer = await set({ OPENAI_BASE_URL: ears.baseUrl });
  expect([answer.status, faultsOf(answer)]).toEqual([422, ['invalid_request', 'OPENAI_API_KEY']]);
  expect([model.requests.length, ears.asked]).toEqual([asked, []]);
});

test('a recogniser listens to a second of silence before it is kept; then home says that speech is recognised', async () => {
  const wanted = { TRANSCRIBER: 'openai', TRANSCRIBE_BASE_URL: ears.baseUrl, TRANSCRIBE_API_KEY: 'an-ear-needs-a-key' };
  ears.reply = () => ({ status: 404, body: { error: { message: 'No such model here' } } });
  const refused = await set(wanted);
  expect([faultsOf(refused), JSON.stringify(refused.body)]).toEqual([
    ['trial_failed', 'recogniser'],
    expect.stringContaining('No such model here'),
  ]);
  ears.reply = () => [];
  expect((await set(wanted)).status).toBe(200);
  expect(ears.asked.at(-1)).toMatchObject({ key: 'an-ear-needs-a-key' });
  const { recognition } = (await ada.ask('GET', '/api/limits')).body as Limits;
  expect(recognition.where).toBe('server');
});

test('another secret cannot read them, says so and goes on; what its environment sets is not changed; private addresses are refused', async () => {
  const other = await world.startWeb(undefined, {
    AUTH_SECRET: 'another secret than the one before it',
    ALLOW_PRIVATE_ADDRESSES: '',
    WHISPER_MODEL: 'small',
  });
  const there = await localOwner(other);
  const { fault, items } = await view(there);
  expect(fault).toContain('AUTH_SECRET');
  expect(items.find(({ name }) => name === 'WHISPER_MODEL')).toMatchObject({ setBy: 'environment', isFixed: true });
  const ready = (await there.ask('GET', '/readyz')).body as {
    checks: Record<string, string>;
    reasons: Record<string, string>;
  };
  expect([ready.checks['models'], ready.reasons['models']]).toEqual(['down', expect.stringContaining('AUTH_SECRET')]);
  const fixed = await there.ask('PUT', PATH, { WHISPER_MODEL: 'base' });
  expect([fixed.status, faultsOf(fixed)]).toEqual([409, ['set_by_environment']]);
  const inside = await there.ask('PUT', PATH, { OPENAI_BASE_URL: model.baseUrl, TRANSCRIBER: 'none' });
  expect([faultsOf(inside), JSON.stringify(inside.body)]).toEqual([
    ['trial_failed', 'writer'],
    expect.stringContaining('no address of the public internet'),
  ]);
  await other.end();
});

test('what is forgotten is no longer used', async () => {
  expect((await owner.ask('DELETE', PATH)).status).toBe(204);
  expect((await view()).items.map(({ setBy }) => setBy)).not.toContain('page');
  await until(
    'home to say it',
    async () => ((await ada.ask('GET', '/api/limits')).body as Limits).recognition.where === 'here',
  );
});
