/** Webhooks on the page: made, seen at work, paused after refusals, let go on, sent again, given a new secret, deleted. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, windowOf } from './support/chromium.js';
import type { Person } from './support/person.js';
import { signUp } from './support/person.js';
import { Receiver } from './support/receiver.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const ROOT = 'root@example.org';

let browser: Browser;
let world: World;
let web: WebServer;
let ada: Person;
let receiver: Receiver;

beforeAll(async () => {
  browser = await launchChromium();
  world = await createWorld({ ALLOW_PRIVATE_ADDRESSES: 'true', ADMINS: ROOT });
  web = await world.startWeb();
  await world.startWorker();
  ada = await world.signUp(web);
  receiver = await Receiver.start();
});
afterAll(async () => {
  await browser.close();
  await receiver.kill();
  await world.end();
});

const sectionOf = (page: Page): Locator => page.getByRole('region', { name: 'Webhooks' });

async function make(page: Page, ...types: string[]): Promise<void> {
  const section = sectionOf(page);
  await section.getByText('A new webhook').click();
  const form = section.locator('.webhooks-new');
  await form.getByLabel('Address').fill(receiver.url);
  for (const type of types) await form.getByText(type).click();
  await form.getByRole('button', { name: 'Make it' }).click();
  receiver.secrets.push(await section.getByLabel(/^The secret of/).inputValue());
}

test('one is made in a project, its deliveries are seen and sent again, and it goes on after a pause', async () => {
  const { id: projectId } = await ada.createProject();
  const page = await (await windowOf(browser, ada)).newPage();
  await page.goto(`${web.url}/projects/${projectId}`);
  await make(page, 'The project is changed');
  const section = sectionOf(page);
  const rename = (title: string) => ada.ask('PATCH', `/api/projects/${projectId}`, { title });
  await rename('One');
  await section.getByText('What was sent', { exact: true }).click();
  await section.getByText(/No\. 1.*taken \(200\) · 1 try/).waitFor();
  expect(receiver.received[0]?.signedBy).toHaveLength(1);
  await section.getByRole('button', { name: /^Send no\. 1 again/ }).click();
  await section.getByText('2 tries').waitFor();
  receiver.answer = 410;
  await rename('Two');
  await section.getByText(/No\. 2.*It answered 410\./).waitFor();
  await page.reload();
  await section.getByText(/^Paused, because it did not take what was sent: It answered 410\./).waitFor();
  receiver.answer = 200;
  receiver.received.length = 0;
  await section.getByRole('button', { name: 'Go on' }).click();
  await until('the second again', () => receiver.seqs(projectId).includes(2));
  await world.db.query(
    `INSERT INTO webhook_deliveries (id, webhook_id, project_id, seq, type, attempts, attempted_at, delivered_at, status)
     SELECT gen_random_uuid(), w.id, $1, n + 1000, 'project.updated', 1, t, t, 200
     FROM webhooks w, generate_series(1, 60) n, LATERAL (SELECT now() - n * interval '1 day' AS t) AS times WHERE w.project_id = $1`,
    [projectId],
  );
  if (!(await section.locator('.webhook-deliveries').isVisible()))
    await section.getByText('What was sent', { exact: true }).click();
  await expect.poll(() => section.locator('.webhook-deliveries li').count()).toBe(50);
  await section.getByRole('button', { name: 'Show more' }).click();
  await section.getByText('No. 1060').waitFor();
  // What was tried now comes above, once; what was shown stays.
  const shown = await section.locator('.webhook-deliveries li').count();
  await rename('Three');
  await section.getByText(/No\. 3.*taken/).waitFor();
  expect(await section.locator('.webhook-deliveries li').count()).toBe(shown + 1);
  await page.close();
});

test('all of them are on the account page, where a secret is shown once, given anew, and what is sent is chosen', async () => {
  const ben = await world.signUp(web);
  const page = await (await windowOf(browser, ben)).newPage();
  await page.goto(`${web.url}/account`);
  await make(page);
  const section = sectionOf(page);
  await section.getByText('All your projects · Everything').waitFor();
  await section.getByRole('button', { name: 'New secret' }).click();
  await section.getByRole('button', { name: 'Make a new secret' }).click();
  const secret = section.getByLabel(/^The secret of/);
  await until('another secret', async () => (await secret.inputValue()) !== receiver.secrets.at(-1));
  await section.getByRole('button', { name: 'I have kept it' }).click();
  await section.getByText('What is sent to it').click();
  await section.locator('.webhook').getByText('A step failed').click();
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByText('All your projects · A step failed').waitFor();
  await page.reload();
  await section.getByText('All your projects · A step failed').waitFor();
  expect(await page.content()).not.toContain('whsec_');
  await section.getByRole('button', { name: /^Delete the webhook/ }).click();
  await section.getByRole('button', { name: 'Delete', exact: true }).click();
  await until('none', async () => (await section.locator('.webhook').count()) === 0);
  await page.close();
});

test('one over everybody’s projects is made on the operators’ page, and is on no other', async () => {
  const root = await signUp(web.url, ROOT);
  const page = await (await windowOf(browser, root)).newPage();
  await page.goto(`${web.url}/operators`);
  await make(page);
  const section = sectionOf(page);
  await section.getByText("Everybody's projects · Everything").waitFor();
  const { id: projectId } = await ada.createProject();
  await ada.ask('PATCH', `/api/projects/${projectId}`, { title: 'Three' });
  await section.getByText('What was sent', { exact: true }).click();
  await section.getByText(/No\. 1.*taken \(200\) · 1 try/).waitFor();
  await page.goto(`${web.url}/account`);
  await section.getByText('A new webhook').waitFor();
  expect(await section.locator('.webhook').count()).toBe(0);
  // Its person hears wherever they are that it is paused, though the project is nothing of theirs.
  receiver.answer = 410;
  await ada.ask('PATCH', `/api/projects/${projectId}`, { title: 'Four' });
  const toast = page.locator('[data-sonner-toast]', { hasText: 'A webhook of this installation is paused' });
  await toast.waitFor();
  await page.getByRole('button', { name: /^Notices, 1 new/ }).click();
  const told = page.getByRole('region', { name: 'Notices' }).getByRole('link', { name: /installation is paused/ });
  expect(await told.textContent()).toContain(
    `${new URL(receiver.url).host} did not take what was sent to it. It answered 410.`,
  );
  await told.click();
  await section.getByText(/^Paused, because it did not take what was sent: It answered 410\./).waitFor();
  expect(new URL(page.url()).pathname).toBe('/operators');
  await page.close();
});
