/** Who speaks: by one name everywhere, which people can change, and which stays when the transcript is made again. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content, Speaker, Transcript } from '../src/contract/content.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { Task } from '../src/contract/task.js';
import { launchChromium, windowOf } from './support/chromium.js';
import type { Answer, Person } from './support/person.js';
import { makeTalk, spoken } from './support/talk.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

const PANEL = ['Ana', 'Ana', 'Ben Ray', 'Ben Ray', 'Ana', 'Ben Ray', 'Ben Ray', 'Ben Ray'];
const SECONDS_EACH = 3;

let world: World;
let browser: Browser;
let ada: Person;
let panel: ProjectSnapshot;

beforeAll(async () => {
  world = await createWorld();
  ada = await world.signUp(await world.startWeb());
  await world.startWorker();
  browser = await launchChromium();
  panel = await createPanel();
});
afterAll(async () => {
  await browser.close();
  await world.end();
});

/** The talk's sentences as WebVTT, each said by the one of `names` at its place. */
function voices(names: string[]): string {
  const cues = names.map((name, i) => {
    const at = (seconds: number): string => `00:00:${String(seconds).padStart(2, '0')}.000`;
    const times = `${at(i * SECONDS_EACH)} --> ${at((i + 1) * SECONDS_EACH)}`;
    return `${times}\n<v ${name}>${spoken[i] ?? ''}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

async function createPanel(): Promise<ProjectSnapshot> {
  const { id } = await ada.createProject('Databases & bread');
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=panel.vtt`, voices(PANEL));
  await ada.ask('PUT', `/api/projects/${id}/source?filename=panel.mp4`, await makeTalk(PANEL.length * SECONDS_EACH));
  for (const key of ['screenshots', 'chapters', 'index']) await ada.taskIn(id, key, ['succeeded']);
  return ada.snapshot(id);
}

const at = (path: string, project = panel): string => `/api/projects/${project.id}/${path}`;
const read = async <T>(path: string, project = panel): Promise<T> =>
  (await ada.ask('GET', at(path, project))).body as T;
const transcript = (project = panel): Promise<Transcript> => read<Transcript>('transcript', project);
const rename = (id: string, name: unknown, project = panel): Promise<Answer> =>
  ada.ask('PATCH', at(`speakers/${id}`, project), { name });
const idOf = async (name: string, project = panel): Promise<string> =>
  (await transcript(project)).speakers.find((speaker) => speaker.name === name)?.id ?? '';
const said = (transcript: Transcript): (string | undefined)[] =>
  transcript.segments.map(({ speaker }) => transcript.speakers.find(({ id }) => id === speaker)?.name);

async function write(type: string): Promise<string> {
  await ada.ask('POST', at('generate'), { types: [type] });
  await ada.taskIn(panel.id, `draft:${type}`, ['succeeded']);
  return (await read<Content>(`contents/${type}`)).body;
}

async function giveCaptions(text: string, project = panel): Promise<void> {
  const { body } = await ada.ask('PUT', at('captions?filename=again.vtt', project), text);
  for (const task of (body as { tasks: Task[] }).tasks) await ada.taskIn(project.id, task.key, ['succeeded']);
}

test('whom captions name is in the transcript by an id, and in each of its files by name, where it changes', async () => {
  const { speakers, segments } = await transcript();
  expect(speakers.map(({ name }) => name)).toEqual(['Ana', 'Ben Ray']);
  const [ana, ben] = speakers as [Speaker, Speaker];
  expect(segments.map(({ speaker }) => speaker)).toEqual(PANEL.map((name) => (name === 'Ana' ? ana : ben).id));
  const vtt = await read<string>('transcript.vtt');
  expect([...vtt.matchAll(/<v ([^>]+)>/g)].map(([, name]) => name)).toEqual(PANEL);
  for (const file of ['transcript.txt', 'transcript.srt']) {
    const lines = (await read<string>(file)).split('\n').filter((line) => /^(?:Ana|Ben Ray): /.test(line));
    expect(lines.map((line) => line.split(':')[0])).toEqual(['Ana', 'Ben Ray', 'Ana', 'Ben Ray']);
  }
});

test('a draft says who said what; a new name is everywhere at once, and drafts with the old one are stale', async () => {
  const blog = await write('blog');
  expect(blog).toMatch(/^Ben Ray: /m);
  await ada.ask('PUT', at('contents/linkedin'), { body: 'About bread.' }, { 'if-match': '*' });
  await write('linkedin');
  const { etag } = await ada.ask('GET', at('contents/linkedin')).then(({ headers }) => ({ etag: headers.get('etag') }));
  await ada.ask('PUT', at('contents/linkedin'), { body: 'About bread, and Benefits.' }, { 'if-match': etag ?? '' });
  const tab = await ada.openTab();
  const joined = await tab.join(panel.id);
  const before = await ada.snapshot(panel.id);

  const id = await idOf('Ben Ray');
  const answer = await rename(id, '  Benjamin\n <Ray> & Söhne ');
  expect([answer.status, answer.body]).toEqual([200, { id, name: 'Benjamin <Ray> & Söhne' }]);
  expect((await transcript()).speakers[1]).toEqual(answer.body);
  expect(await read<string>('transcript.vtt')).toContain('<v Benjamin &lt;Ray&gt; &amp; Söhne>');
  expect(await read<string>('transcript.txt')).toContain('\nBenjamin <Ray> & Söhne: ');
  expect(await read<string>('transcript.srt')).toContain('\nBenjamin <Ray> & Söhne: ');

  const after = await ada.snapshot(panel.id);
  expect(after.transcript?.revision).toBe((before.transcript?.revision ?? 0) + 1);
  expect(after.contents.map(({ type, stale }) => [type, stale])).toEqual([
    ['blog', true],
    ['linkedin', false],
  ]);
  expect(after.tasks.filter(({ stale }) => stale).map(({ key }) => key)).toEqual(['draft:blog']);
  const last = 'data' in joined ? joined.data.lastSeq : 0;
  await expect.poll(() => tab.events.at(-1)?.seq).toBe(after.lastSeq);
  expect(tab.events.map(({ seq }) => seq)).toEqual(tab.events.map((_, i) => last + 1 + i));
  tab.close();

  // Once more is nothing new.
  expect((await rename(id, 'Benjamin <Ray> & Söhne')).status).toBe(200);
  expect(await ada.snapshot(panel.id)).toEqual(after);

  expect((await rename(id, 'Benjamin Ray')).status).toBe(200);
  const again = await write('blog');
  expect(again).toMatch(/^Benjamin Ray: /m);
  expect(again).not.toContain('Ben Ray');
});

test('a transcript that is made again keeps names; so do captions that name people as before, or as they are named now', async () => {
  const now = await transcript();
  const task = await ada.task(panel.id, 'transcribe');
  await ada.ask('POST', `/api/tasks/${task?.id ?? ''}/retry`);
  await ada.taskIn(panel.id, 'transcribe', ['succeeded']);
  expect(await transcript()).toEqual(now);

  // What was exported comes back.
  await giveCaptions(await read<string>('transcript.vtt'));
  expect((await transcript()).speakers).toEqual(now.speakers);

  // Other captions without one of them, who is back afterwards.
  await giveCaptions(voices(PANEL.map((name) => (name === 'Ana' ? 'Ana' : 'Carla'))));
  const others = await transcript();
  expect(others.speakers.map(({ name }) => name)).toEqual(['Ana', 'Carla']);
  expect(others.speakers[0]).toEqual(now.speakers[0]);
  expect((await rename(now.speakers[1]?.id ?? '', 'Nobody')).body).toMatchObject({ status: 404, code: 'not_found' });
  await giveCaptions(voices(PANEL));
  expect((await transcript()).speakers).toEqual(now.speakers);
});

test('two speakers with one name read as one and stay two, so that it can be undone', async () => {
  const [ana, ben] = (await transcript()).speakers as [Speaker, Speaker];
  expect((await rename(ben.id, 'Ana')).status).toBe(200);
  const both = await transcript();
  expect(both.speakers).toEqual([
    { id: ana.id, name: 'Ana' },
    { id: ben.id, name: 'Ana' },
  ]);
  expect((await read<string>('transcript.txt')).match(/^Ana: /gm)).toHaveLength(1);
  await rename(ben.id, 'Ben Ray');
  expect(said(await transcript())).toEqual(PANEL);
});

test('names of which nothing is to be seen, that are too long, or of nobody here are refused, and change nothing', async () => {
  const before = await ada.snapshot(panel.id);
  const id = await idOf('Ana');
  for (const name of ['', ' \n ', '\u200b', '\u202e\u200f', 'x'.repeat(101), 7, null]) {
    const { body } = await rename(id, name);
    expect(body).toMatchObject({ status: 422, code: 'invalid_request', errors: [{ path: 'name' }] });
  }
  const other = await ada.createProject();
  expect((await rename(id, 'Eve', other)).body).toMatchObject({ status: 404, code: 'not_found' });
  expect((await rename(other.id, 'Eve')).body).toMatchObject({ status: 404, code: 'not_found' });
  expect((await rename('ana', 'Eve')).body).toMatchObject({ status: 404 });
  expect(await ada.snapshot(panel.id)).toEqual(before);
});

test('who renames at the same moment as somebody else loses nothing', async () => {
  const [ana, ben] = (await transcript()).speakers as [Speaker, Speaker];
  await Promise.all([
    rename(ana.id, 'Ana Muster'),
    rename(ben.id, 'Ben R.'),
    ada.ask('PATCH', at('transcript'), { segments: [{ index: 7, text: 'Bake it.' }] }),
  ]);
  const now = await transcript();
  expect(now.speakers.map(({ name }) => name)).toEqual(['Ana Muster', 'Ben R.']);
  expect(now.segments[7]).toMatchObject({ text: 'Bake it.', speaker: ben.id });
  await Promise.all([rename(ana.id, 'Ana'), rename(ben.id, 'Ben Ray')]);
});

async function open(): Promise<Page> {
  const context = await windowOf(browser, ada);
  const page = await context.newPage();
  await page.goto(`${ada.url}/projects/${panel.id}/transcript`);
  await page.locator('.line').first().waitFor();
  return page;
}
const shownNames = (page: Page): Promise<string[]> => page.locator('.line-speaker').allInnerTexts();

test('the page says who speaks where it changes; a name is changed in place, by keyboard alone, in all tabs', async () => {
  const [first, second] = [await open(), await open()];
  for (const page of [first, second]) expect(await shownNames(page)).toEqual(['Ana', 'Ben Ray', 'Ana', 'Ben Ray']);
  const button = first.getByRole('button', { name: 'Rename Ben Ray' }).first();
  await button.focus();
  await first.keyboard.press('Enter');
  const field = first.getByLabel('Name of the speaker');
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
  await field.fill('Nobody');
  await first.keyboard.press('Escape');
  expect(await shownNames(first)).toEqual(['Ana', 'Ben Ray', 'Ana', 'Ben Ray']);
  // The focus is where it was.
  await first.keyboard.press('Enter');
  await field.fill('Benjamin');
  await first.keyboard.press('Enter');
  for (const page of [first, second]) {
    await expect.poll(() => shownNames(page)).toEqual(['Ana', 'Benjamin', 'Ana', 'Benjamin']);
  }
  const focused = (): Promise<string | null> =>
    first.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await expect.poll(focused).toBe('Rename Benjamin');
  for (const page of [first, second]) await page.context().close();
});
