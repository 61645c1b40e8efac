/** What is on slides, through HTTP, with a worker that reads them: texts, code, kinds, alt texts; found by the search. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Screenshot } from '../src/contract/content.js';
import type { SearchHit } from '../src/contract/search.js';
import type { Task } from '../src/contract/task.js';
import type { Usage } from '../src/contract/usage.js';
import type { Behaviour, ChatServer } from './support/chat-server.js';
import { picturesIn, PICTURE_TOKENS, refuses, sees, startChatServer } from './support/chat-server.js';
import type { Studio } from './support/media.js';
import { openStudio } from './support/media.js';
import type { Person } from './support/person.js';
import { editorOf, filmOf, slideOf } from './support/slides.js';
import type { Server, World } from './support/world.js';
import { createWorld } from './support/world.js';

const CODE = ['function greet(names) {', '  for (const name of names) {', '    console.log(name);', '  }', '}'];
const GERMAN =
  'Heute sprechen wir darüber, wie man mit kleinen Programmen vor jedem Schritt prüft, ob alles in Ordnung ist, und was dabei nicht vergessen werden darf.';
const SPANISH =
  'Hoy hablamos de cómo se puede comprobar con pequeños programas que todo está bien antes de cada paso, y de lo que no se debe olvidar nunca.';
const PAGES = [
  slideOf('Git hooks in practice', ['A hook runs before each commit', 'Zebrafish never rebase on Fridays']),
  editorOf(CODE),
];

let world: World;
let worker: Server;
let ada: Person;
let studio: Studio;
let film: string;
/** Stands in for the server of language data; what it was asked for. English is given for any other language. */
const asked: string[] = [];
let mayAnswer: Promise<void> = Promise.resolve();
const dataServer = createServer((request, response) => {
  asked.push(request.url ?? '');
  const english = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng'));
  Promise.all([readFile(join(english, '4.0.0_best_int/eng.traineddata.gz')), mayAnswer]).then(
    ([data]) => response.end(data),
    () => response.destroy(),
  );
});

beforeAll(async () => {
  await new Promise<void>((resolve) => dataServer.listen(0, '127.0.0.1', resolve));
  const { port } = dataServer.address() as AddressInfo;
  world = await createWorld({ OCR: 'auto', OCR_DATA_URL: `http://127.0.0.1:${port}/{language}` });
  const web = await world.startWeb();
  ada = await world.signUp(web);
  worker = await world.startWorker();
  studio = await openStudio();
  film = await filmOf(studio, 'slides', PAGES);
});
afterAll(async () => {
  await studio.remove();
  await world.end();
  dataServer.close();
});

async function uploaded(before: (id: string) => Promise<unknown> = () => Promise.resolve()): Promise<string> {
  const { id } = await ada.createProject();
  await before(id);
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk`, await readFile(film));
  return id;
}

const distinctOf = async (id: string): Promise<Screenshot[]> =>
  ((await ada.ask('GET', `/api/projects/${id}/screenshots`)).body as { items: Screenshot[] }).items.filter(
    ({ distinct }) => distinct,
  );

test('what stands on slides is told with them, and code keeps its lines', async () => {
  const id = await uploaded();
  const task = await ada.taskIn(id, 'slides', ['succeeded']);
  expect(task.message).toBe('2 pictures read');
  const [slide, code] = await distinctOf(id);
  expect(slide).toMatchObject({ kind: 'slide', alt: 'Slide: Git hooks in practice' });
  expect(slide?.text).toContain('A hook runs before each commit');
  expect(code).toMatchObject({ kind: 'code', alt: `Code: ${CODE[0]}` });
  expect(code?.text.split('\n')).toEqual(CODE);

  const { body } = await ada.ask('GET', '/api/search?q=zebrafish');
  const [hit] = (body as { items: SearchHit[] }).items;
  expect(hit).toMatchObject({ kind: 'slide', projectId: id, startMs: slide?.atMs });
  expect(hit?.snippet).toContain('Zebrafish never rebase');
  expect(asked).toEqual([]);
});

test('slides of a talk of which people say that it is in another language are out of date, also when they are being read', async () => {
  const say = (language: string) => (id: string) => ada.ask('PATCH', `/api/projects/${id}`, { language });
  let answer = (): void => undefined;
  mayAnswer = new Promise((resolve) => (answer = resolve));
  const id = await uploaded(say('fr'));
  await expect.poll(() => asked, { timeout: 60_000 }).toContain('/fra/fra.traineddata.gz');
  await say('de')(id);
  answer();
  const read = await ada.taskIn(id, 'slides', ['succeeded']);
  expect(read.stale).toBe(true);
  await ada.ask('POST', `/api/tasks/${read.id}/retry`);
  expect(await ada.taskIn(id, 'slides', ['succeeded'])).toMatchObject({ stale: false });
  await say('fr')(id);
  expect(await ada.taskIn(id, 'slides', ['succeeded'])).toMatchObject({ stale: true });
});

test('slides of a talk that nobody has put into words are out of date, too, when people say what is spoken', async () => {
  const { id } = await ada.createProject();
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=300', '-shortest', '-c:v', 'copy', '-c:a', 'aac'];
  const spoken = await studio.make('spoken.mp4', ['-i', film, ...sound]);
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk`, await readFile(spoken));
  await ada.taskIn(id, 'transcribe', ['failed']);
  await ada.taskIn(id, 'slides', ['succeeded']);
  await ada.ask('PATCH', `/api/projects/${id}`, { language: 'en-GB' });
  expect(await ada.taskIn(id, 'slides', ['succeeded'])).toMatchObject({ stale: false });
  await ada.ask('PATCH', `/api/projects/${id}`, { language: 'de' });
  expect(await ada.taskIn(id, 'slides', ['succeeded'])).toMatchObject({ stale: true });
});

test('the data of another language is fetched once; where it cannot be had, that is said and English letters do', async () => {
  const captions = (said: string) => (id: string) =>
    ada.ask('PUT', `/api/projects/${id}/captions?filename=a.vtt`, `WEBVTT\n\n00:00.000 --> 00:05.000\n${said}\n`);
  // It may be read before the words are there: then again, in the language of the words.
  const read = async (id: string): Promise<Task> => {
    await ada.taskIn(id, 'transcribe', ['succeeded']);
    const { id: first } = await ada.taskIn(id, 'slides', ['succeeded']);
    await ada.ask('POST', `/api/tasks/${first}/retry`);
    return ada.taskIn(id, 'slides', ['succeeded']);
  };
  const german = await uploaded(captions(GERMAN));
  expect((await read(german)).message).toBe('2 pictures read');
  expect((await distinctOf(german))[0]).toMatchObject({ alt: 'Folie: Git hooks in practice' });
  expect(asked.filter((path) => path.startsWith('/deu'))).toEqual(['/deu/deu.traineddata.gz']);

  dataServer.close();
  dataServer.closeAllConnections();
  const id = await uploaded(captions(SPANISH));
  const { message } = await read(id);
  expect(message).toBe('2 pictures read; in English letters, since what it takes to read “es” could not be fetched');
  expect((await distinctOf(id))[0]?.text).toContain('A hook runs before each commit');
});

const ALT = 'A slide on Git hooks, with what runs before each commit.';
/** What a model sees: the slide with a line that is not there; code with a letter that OCR may miss. */
const seeing = sees((brightness) =>
  brightness > 128
    ? {
        kind: 'slide',
        text: 'Git hooks in practice\nA hook runs before each commit\nZebrafish never rebase on Fridays\nPineapples cost nothing tomorrow',
        code: null,
        language: 'en',
        alt: ALT,
      }
    : {
        kind: 'code',
        text: CODE.join('\n'),
        code: CODE.join('\n'),
        language: 'en',
        alt: 'A function that greets 99 people.',
      },
);

async function withModel(behaviour: Behaviour, settings: Record<string, string>): Promise<ChatServer> {
  const model = await startChatServer();
  model.behave(behaviour);
  await worker.end();
  const prices = JSON.stringify({ 'gpt-5.4-mini': { inputPerMTokens: 1, outputPerMTokens: 10 } });
  worker = await world.startWorker({
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_VISION: 'auto',
    PRICES: prices,
    ...settings,
  });
  return model;
}

test('a model that sees looks at each picture once; what OCR knows nothing of is left out; its alt texts and calls are there', async () => {
  const model = await withModel(seeing, {});
  const id = await uploaded();
  const task = await ada.taskIn(id, 'slides', ['succeeded']);
  expect(task.message).toBe('2 pictures read');
  const [slide, code] = await distinctOf(id);
  expect(slide).toMatchObject({ kind: 'slide', alt: ALT });
  expect(slide?.text.split('\n')).toEqual([
    'Git hooks in practice',
    'A hook runs before each commit',
    'Zebrafish never rebase on Fridays',
  ]);
  // A figure that is not on it is not told of it.
  expect(code).toMatchObject({ kind: 'code', text: CODE.join('\n'), alt: `Code: ${CODE[0]}` });
  expect(model.requests.map((request) => picturesIn(request).length)).toEqual([1, 1]);
  expect(JSON.stringify(model.requests[0]?.messages)).toContain('"detail":"high"');
  const { items } = (await ada.ask('GET', `/api/projects/${id}/usage`)).body as Usage;
  expect(items.map(({ step, kind, outcome, tokensIn }) => [step, kind, outcome, tokensIn])).toEqual(
    Array(2).fill(['slides', 'chat', 'answered', 300 + PICTURE_TOKENS]),
  );
  // In the same run nothing is paid again.
  expect((await ada.ask('POST', `/api/tasks/${task.id}/retry`)).status).toBe(202);
  await ada.taskIn(id, 'slides', ['succeeded']);
  expect(model.requests).toHaveLength(2);
  await model.stop();
});

test('where no model can look, or the budget does not allow it, what OCR read is there, and why is said', async () => {
  const blind = await withModel(refuses(400, { message: 'This model takes no image input' }), { OPENAI_VISION: 'on' });
  const id = await uploaded();
  const task = await ada.taskIn(id, 'slides', ['succeeded']);
  expect(task.message).toMatch(/^2 pictures read; 2 pictures not looked at by gpt-5\.4-mini: .*takes no image input/);
  expect((await distinctOf(id))[0]?.alt).toBe('Slide: Git hooks in practice');
  await blind.stop();

  const dear = await withModel(seeing, { PROJECT_BUDGET_USD: '0.001' });
  const other = await uploaded();
  expect((await ada.taskIn(other, 'slides', ['succeeded'])).message).toContain('budget of $0.0010 does not allow it');
  expect((await distinctOf(other))[0]?.alt).toBe('Slide: Git hooks in practice');
  expect(dear.requests).toEqual([]);
  await dear.stop();
});
