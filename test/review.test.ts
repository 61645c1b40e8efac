/** Drafts on their way through people: asked for, approved, sent back, published; everybody hears of it, and an approval is of one text. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Deed } from '../src/contract/activity.js';
import type { Content } from '../src/contract/content.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { Review } from '../src/contract/reviews.js';
import { launchChromium, windowOf } from './support/chromium.js';
import { createDoneProject } from './support/done-project.js';
import type { Answer, Person } from './support/person.js';
import { Receiver } from './support/receiver.js';
import { until } from './support/until.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let world: World;
let ada: Person;
let ben: Person;
let done: ProjectSnapshot;

beforeAll(async () => {
  browser = await launchChromium();
  world = await createWorld({ ALLOW_PRIVATE_ADDRESSES: 'true' });
  const web = await world.startWeb();
  [ada, ben] = [await world.signUp(web), await world.signUp(web)];
  await world.startWorker();
});
afterAll(async () => {
  await browser.close();
  await world.end();
});
beforeEach(async () => {
  done = await createDoneProject(ada);
  const { email } = (await ben.ask('GET', '/api/me')).body as { email: string };
  await ada.ask('POST', `/api/projects/${done.id}/members`, { email, role: 'editor' });
});

const idOf = async (person: Person): Promise<string> =>
  ((await person.ask('GET', '/api/me')).body as { id: string }).id;
const blog = (): string => `/api/projects/${done.id}/contents/blog`;
const read = async (): Promise<Content> => (await ada.ask('GET', blog())).body as Content;
const say = (person: Person, body: object, ifMatch = '*'): Promise<Answer> =>
  person.ask('PUT', `${blog()}/state`, body, { 'if-match': ifMatch });
const said = async (): Promise<string[]> => {
  const { items } = (await ada.ask('GET', `${blog()}/reviews`)).body as { items: Review[] };
  return items.map(({ state, note, version }) => [state, version, note].join(' ').trim()).toReversed();
};
const write = async (body: string): Promise<Answer> => {
  const { version } = await read();
  return ben.ask('PUT', blog(), { body }, { 'if-match': `"${version}-approved"` });
};

test('a draft is asked for, sent back with a word, approved and published, and everybody hears of it', async () => {
  const tab = await ben.openTab();
  await tab.join(done.id);
  const receiver = await Receiver.start();
  const hook = { url: receiver.url, projectId: done.id, eventTypes: ['content.updated'] };
  expect((await ada.ask('POST', '/api/webhooks', hook)).status).toBe(201);
  expect(await read()).toMatchObject({ state: 'draft', published: null });
  const asked = await say(ada, { state: 'in_review', note: ' Is the <end> right? ' }, '"1"');
  expect(asked).toMatchObject({ status: 200, body: { state: 'in_review', version: 1 } });
  expect(asked.headers.get('etag')).toBe('"1-in_review"');
  await say(ben, { state: 'draft', note: 'The end is missing.' });
  await say(ada, { state: 'approved' });
  // What it is already it stays, and nobody is told again.
  await say(ben, { state: 'approved' });
  const url = 'https://example.org/bread';
  expect((await say(ada, { state: 'published', url })).body).toMatchObject({ published: { version: 1, url } });
  expect(await said()).toEqual([
    'in_review 1 Is the <end> right?',
    'draft 1 The end is missing.',
    'approved 1',
    'published 1',
  ]);
  // Those of what was made before may still be on their way.
  await expect
    .poll(() => tab.notices.map(({ title }) => title).filter((title) => !title.endsWith('ready')))
    .toEqual(['Blog post is to be reviewed', 'Blog post sent back', 'Blog post approved', 'Blog post published']);
  expect(tab.notices.find(({ title }) => title === 'Blog post sent back')?.body).toMatch(
    /^By .*: “The end is missing\.”$/,
  );
  expect(tab.events.flatMap(({ content }) => content?.state ?? [])).toEqual([
    'in_review',
    'draft',
    'approved',
    'published',
  ]);
  expect((await ada.snapshot(done.id)).contents).toMatchObject([{ type: 'blog', state: 'published' }]);
  await until('the webhook to have all of it', () => receiver.seqs(done.id).length >= 4);
  const [hers, his] = [await idOf(ada), await idOf(ben)];
  expect(
    receiver.received.map(({ message: { data } }) => [data.content?.state, data.review?.by.id, data.review?.note]),
  ).toEqual([
    ['in_review', hers, 'Is the <end> right?'],
    ['draft', his, 'The end is missing.'],
    ['approved', hers, null],
    ['published', hers, null],
  ]);
  await receiver.kill();
  tab.close();
});

test('an approval falls when the text changes, and nobody approves what they have not seen', async () => {
  const tab = await ben.openTab();
  const told = (): string[] => tab.notices.map(({ title, body }) => `${title}: ${body}`);
  await say(ada, { state: 'approved' });
  const same = await read();
  expect((await write(same.body)).body).toMatchObject({ version: 1, state: 'approved' });
  expect((await write(`${same.body}\n\nMore.`)).body).toMatchObject({ version: 2, state: 'draft' });
  expect(await said()).toEqual(['approved 1', 'draft 2']);
  await expect.poll(told).toContain('Blog post changed after its approval: It is a draft again.');
  tab.close();
  expect(await say(ada, { state: 'approved' }, '"1"')).toMatchObject({
    status: 412,
    body: { code: 'version_conflict', current: { version: 2 } },
  });
  expect(await ada.ask('PUT', `${blog()}/state`, { state: 'approved' })).toMatchObject({ status: 428 });
  for (const body of [
    { state: 'published', url: 'javascript:alert(1)' },
    { state: 'approved', url: 'https://example.org' },
    { state: 'done' },
  ])
    expect(await say(ada, body)).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
  // What went out stays known, whatever is written afterwards.
  await say(ada, { state: 'published', url: null });
  await write('Another one.');
  expect(await read()).toMatchObject({ version: 3, state: 'published', published: { version: 2, url: null } });
  await ada.ask('POST', `${blog()}/versions/1/restore`);
  const { items } = (await ben.ask('GET', `/api/projects/${done.id}/activity`)).body as { items: Deed[] };
  const names = items.map(({ by }) => by);
  expect(names.every((name) => name !== null)).toBe(true);
  expect(items.map(({ what, type, version }) => [what, type, version])).toEqual([
    ['restored', 'blog', 4],
    ['edited', 'blog', 3],
    ['published', 'blog', 2],
    ['approved', 'blog', 1],
    ['generated', 'blog', null],
  ]);
});

test('on the page one asks, the other approves, and both see it as it happens', async () => {
  const [his, hers] = [await windowOf(browser, ben), await windowOf(browser, ada)];
  const [one, other] = [await his.newPage(), await hers.newPage()];
  for (const page of [one, other]) await page.goto(`${ada.url}/projects/${done.id}/contents/blog`);
  const press = (page: typeof one, name: string) =>
    page.getByRole('group', { name: 'Review' }).getByRole('button', { name, exact: true });
  await press(one, 'Ask for a review').click();
  await one.getByLabel('A word to the others (optional)').fill('Is it right?');
  await one.locator('.review-form').getByRole('button', { name: 'Ask for a review' }).click();
  await other.locator('.review .pill', { hasText: 'In review' }).waitFor();
  await other.locator('.review q', { hasText: 'Is it right?' }).waitFor();
  // What is typed is a part of what is approved, at whatever moment one presses.
  await other.locator('.ProseMirror p').first().click();
  await other.keyboard.press('End');
  await other.keyboard.type(' As Ada says.');
  await press(other, 'Approve').click();
  await one.locator('.review .pill', { hasText: 'Approved' }).waitFor();
  expect(await read()).toMatchObject({ state: 'approved', body: expect.stringContaining('As Ada says.') as string });
  await press(one, 'Mark as published').click();
  // What was typed is there again after a reload.
  await one.getByLabel('Where it is to be read (optional)').fill('https://example.org/bread');
  await one.reload();
  await one.getByRole('button', { name: 'It is published' }).click();
  await other.getByRole('link', { name: 'Open it' }).waitFor();
  await world.db.query(
    `INSERT INTO reviews (project_id, type, version, state, note, by, at)
     SELECT $1, 'blog', 1, 'draft', 'Before ' || n, $2, now() - n * interval '1 day' FROM generate_series(1, 60) AS n`,
    [done.id, await idOf(ada)],
  );
  await other.goto(`${ada.url}/projects/${done.id}`);
  await other.getByText('Who did what').click();
  const deeds = other.locator('.activity li');
  await deeds.filter({ hasText: 'asked for a review of Blog post Is it right?' }).waitFor();
  expect(await deeds.count()).toBe(50);
  await other.getByRole('button', { name: 'Show more' }).click();
  await deeds.filter({ hasText: 'Before 60' }).waitFor();
  // What is done now comes above; what was shown stays, once.
  const shown = await deeds.count();
  await say(ben, { state: 'approved' });
  await expect.poll(() => deeds.count()).toBe(shown + 1);
  expect(await other.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  await Promise.all([his.close(), hers.close()]);
});
