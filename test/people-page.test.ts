/** On the page: mails chosen and turned off, a new address confirmed, and who else is here. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UnsubscribeLinks } from '../src/draft-mails/unsubscribe-links.js';
import { launchChromium, windowOf } from './support/chromium.js';
import type { MailServer } from './support/mail-server.js';
import { startMailServer } from './support/mail-server.js';
import type { Person } from './support/person.js';
import { personWith } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

/** As the processes of a test have it. */
const SECRET = 'a test needs no better one than this';

let browser: Browser;
let world: World;
let web: WebServer;
let server: MailServer;
let ada: Person;

interface Account {
  id: string;
  email: string;
}

beforeAll(async () => {
  [browser, server] = [await launchChromium(), await startMailServer()];
  world = await createWorld(server.settings);
  web = await world.startWeb();
  ada = await world.signUp(web);
});
afterAll(async () => {
  await browser.close();
  await world.end();
  await server.close();
});

const accountOf = async (person: Person): Promise<Account> => (await person.ask('GET', '/api/me')).body as Account;
const open = async (person: Person, path: string): Promise<Page> => {
  const page = await (await windowOf(browser, person)).newPage();
  await page.goto(web.url + path);
  return page;
};

test('mails about drafts are chosen on the account page, and turned off by a link, at the button only', async () => {
  const page = await open(ada, '/account');
  const section = page.getByRole('region', { name: 'Mails about drafts' });
  await section.getByLabel('When a mail comes').selectOption({ label: 'At most once a day' });
  await section.getByLabel('Language of the mails').selectOption('de');
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByText('Saved').waitFor();
  await page.reload();
  expect(await section.getByLabel('When a mail comes').inputValue()).toBe('daily');
  const choice = async (): Promise<unknown> => (await ada.ask('GET', '/api/me/draft-mails')).body;
  expect(await choice()).toMatchObject({ when: 'daily', language: 'de' });
  await section.getByText('A link was mailed to your address').waitFor();
  const link = new UnsubscribeLinks(SECRET, web.url).linkFor((await accountOf(ada)).id);
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  await elsewhere.getByRole('heading', { name: 'No more mails about drafts?' }).waitFor();
  // The token is in no address that others could see.
  expect(elsewhere.url()).toBe(`${web.url}/unsubscribe`);
  expect(await choice()).toMatchObject({ when: 'daily' });
  await elsewhere.getByRole('button', { name: 'No more mails' }).click();
  await elsewhere.getByRole('status').getByText('Done.').waitFor();
  expect(await choice()).toMatchObject({ when: 'off' });
});

test('without a mail server the account page offers none, and says so', async () => {
  const silent = await world.startWeb(undefined, { SMTP_URL: '', MAIL_FROM: '' });
  const page = await (await windowOf(browser, personWith(silent.url, ada.cookie))).newPage();
  await page.goto(`${silent.url}/account`);
  const section = page.getByRole('region', { name: 'Mails about drafts' });
  await section.getByText('This Devreel sends no mail').waitFor();
  expect(await section.getByRole('combobox').count()).toBe(0);
  await silent.end();
});

test('a new address waits on the account page until its link is followed', async () => {
  const next = `${randomUUID()}@example.org`;
  const page = await open(ada, '/account');
  const section = page.getByRole('region', { name: 'E-mail' });
  await section.getByLabel('New e-mail address').fill(next);
  await section.getByLabel('Your password').fill('correct horse battery');
  await section.getByRole('button', { name: 'Change the address' }).click();
  await section.getByText(`A link was mailed to ${next}`).waitFor();
  const mail = await until('the mail', () => server.mails.find((one) => one.includes(`To: ${next}`)));
  const link = /http[^\s"<]+\/confirm-email\?token=3D[\w-]+/.exec(mail)?.[0].replace('=3D', '=') ?? '';
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  await elsewhere.getByRole('button', { name: 'Confirm it' }).click();
  await elsewhere.getByText(`You sign in as ${next} from now on`).waitFor();
  await page.reload();
  await section.getByText(`You sign in as ${next}.`).waitFor();
  expect(await section.getByText('A link was mailed').count()).toBe(0);
});

test('initials beside the title say who else is here, in words for those who hear them, and go with their tab', async () => {
  const ben = await world.signUp(web);
  await ben.ask('PATCH', '/api/me', { name: 'Ben van Dam' });
  const projectId = (await ada.createProject('Bread')).id;
  const { email } = await accountOf(ben);
  await ada.ask('POST', `/api/projects/${projectId}/members`, { email, role: 'editor' });
  const mine = await open(ada, `/projects/${projectId}`);
  const here = mine.getByRole('list', { name: 'Who else is here' });
  await mine.getByRole('heading', { name: 'Bread', level: 1 }).waitFor();
  const before = await mine.getByRole('heading', { level: 1 }).boundingBox();
  const bens = await open(ben, `/projects/${projectId}`);
  await here.getByText('Ben van Dam has this project open').waitFor();
  expect(await here.getByRole('listitem').count()).toBe(1);
  expect(await here.locator('.present-initials').textContent()).toBe('BD');
  expect(await mine.getByRole('heading', { level: 1 }).boundingBox()).toEqual(before);
  await bens.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Blog post' }).click();
  await here.getByText('Ben van Dam, on Blog post').waitFor();
  await bens.goto(`${web.url}/account`);
  await until('Ben to be gone', async () => (await here.getByRole('listitem').count()) === 0);
  await bens.goto(`${web.url}/projects/${projectId}`);
  await here.getByText('Ben van Dam has this project open').waitFor();
  await bens.close();
  await until('Ben to be gone', async () => (await here.getByRole('listitem').count()) === 0);
});
