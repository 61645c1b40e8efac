/** Passages of similar meaning, from the outside. The vectors come from an embedder that the test stands in for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RelatedHits } from '../src/contract/search.js';
import type { TaskKey } from '../src/contract/task.js';
import type { Usage } from '../src/contract/usage.js';
import { launchChromium, windowOf } from './support/chromium.js';
import type { Person } from './support/person.js';
import { captionsFor, makeTalk } from './support/talk.js';
import type { StandIn } from './support/vendor.js';
import { startStandIn } from './support/vendor.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let standIn: StandIn;
let web: WebServer;
let ada: Person;
let projectId: string;

/** Of three meanings each text has its share of one; of what the stand-in does not know, the third. */
const meanings: [RegExp, number[]][] = [
  [/yeast|fermentation/i, [1, 0.1, 0]],
  [/database|storing rows/i, [0.1, 1, 0]],
];
/** Questions with this in them are refused. */
const REFUSED = 'forbidden';

beforeAll(async () => {
  standIn = await startStandIn();
  const error = { message: 'No such key', code: 'invalid_api_key' };
  standIn.mock.on({ endpoint: 'embedding' }, ({ embeddingInput: text = '' }) => {
    if (text.includes(REFUSED)) return { error, status: 401 };
    return { embedding: meanings.find(([words]) => words.test(text))?.[1] ?? [0, 0, 1] };
  });
  world = await createWorld({
    OPENAI_BASE_URL: standIn.baseUrl,
    OPENAI_API_KEY: 'k',
    OPENAI_EMBEDDING_MODEL: 'e',
    PRICES: JSON.stringify({ e: { inputPerMTokens: 1 } }),
  });
  web = await world.startWeb();
  ada = await world.signUp(web);
  await world.startWorker();
  projectId = (await ada.createProject()).id;
  await give('yeast.md', '## On **yeast**\n\nIt wants to be warm.');
  await give('rows.txt', 'A database keeps what it promised.');
  await give('other.txt', 'The weather was fine.');
});
afterAll(async () => {
  await world.end();
  await standIn.stop();
});

async function give(filename: string, body: string): Promise<void> {
  const answer = await ada.ask('POST', `/api/projects/${projectId}/documents?filename=${filename}`, body);
  await ada.taskIn(projectId, (answer.body as { task: { key: TaskKey } }).task.key, ['succeeded']);
}

const related = (q: string, person = ada) =>
  person.ask('GET', `/api/search/related?projectId=${projectId}&q=${encodeURIComponent(q)}`);
const titles = async (q: string): Promise<string[]> =>
  ((await related(q)).body as RelatedHits).items.map(({ title }) => title);
const askedFor = (text: string): number =>
  standIn.requests('/embeddings').filter(({ body }) => JSON.stringify(body).includes(text)).length;

test('what has none of the words and their meaning is found, the nearest first, and asked for once', async () => {
  expect(await titles('fermentation')).toEqual(['yeast.md', 'rows.txt']);
  const [first] = ((await related('fermentation')).body as RelatedHits).items;
  expect(first).toMatchObject({ kind: 'document', snippet: 'On yeast  It wants to be warm.', marks: [] });
  expect(await titles('storing rows')).toEqual(['rows.txt', 'yeast.md']);
  expect([askedFor('fermentation'), askedFor('storing rows')]).toEqual([1, 1]);
});

test('what was said leads to its second', async () => {
  await ada.ask('PUT', `/api/projects/${projectId}/captions?filename=a.srt`, captionsFor(6));
  await ada.ask('PUT', `/api/projects/${projectId}/source?filename=a.mp4`, await makeTalk(48));
  await ada.taskIn(projectId, 'index', ['succeeded']);
  const { items } = (await related('fermentation')).body as RelatedHits;
  const talk = items.find(({ kind }) => kind === 'transcript');
  expect(talk).toMatchObject({ title: 'Transcript', startMs: 0, href: `/projects/${projectId}/transcript#t=0` });
});

test('what the search finds by its words does not come twice', async () => {
  expect(await titles('yeast')).not.toContain('yeast.md');
});

test('a question is in the ledger, with its cost; one that is refused is said to be, and may be asked again', async () => {
  const { status, body } = await related(`${REFUSED} fruit`);
  expect([status, (body as { code: string }).code]).toEqual([503, 'vendor_unavailable']);
  await related(`${REFUSED} fruit`);
  const { items } = (await ada.ask('GET', `/api/projects/${projectId}/usage`)).body as Usage;
  const asked = items.filter(({ part }) => part === 'search');
  expect(asked.slice(0, 2).map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  expect(asked.at(-1)).toMatchObject({
    kind: 'embedding',
    outcome: 'answered',
    estimated: expect.any(Boolean) as boolean,
  });
  expect(asked.at(-1)?.costUsd).toBeGreaterThan(0);
});

test('the page shows it below what was found by words, and jumps to the second', async () => {
  const browser = await launchChromium();
  try {
    const page = await (await windowOf(browser, ada)).newPage();
    await page.goto(`${ada.url}/search?q=fermentation&project=${projectId}`);
    const section = page.getByRole('region', { name: 'In other words' });
    await section.getByText('yeast.md').waitFor();
    await page.getByText('Nothing found for “fermentation”').waitFor();
    await section.getByText('Transcript').first().click();
    await page.locator('.line-current').waitFor();
    expect(askedFor('fermentation')).toBe(1);
  } finally {
    await browser.close();
  }
});

test('nobody asks in a project that is not theirs, and nothing is asked for', async () => {
  const stranger = await world.signUp(web);
  expect((await related('marmalade', stranger)).status).toBe(404);
  expect(askedFor('marmalade')).toBe(0);
});
