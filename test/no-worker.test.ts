/** When no worker runs, page and readiness say so, and say no more of it once one does. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, windowOf } from './support/chromium.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let browser: Browser;

beforeAll(async () => {
  world = await createWorld({ LEASE_SECONDS: '2' });
  web = await world.startWeb();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await world.end();
});

test('the page says that nothing is being worked on, as long as no worker runs, and since when', async () => {
  const ada = await world.signUp(web);
  const readiness = async () => (await ada.ask('GET', '/readyz')).body;
  expect((await ada.ask('GET', '/api/workers')).body).toEqual({ running: 0, lastSeenAt: null });
  await until('the queues to say so', async () => JSON.stringify(await readiness()).includes('No worker takes jobs'));
  expect(await readiness()).toMatchObject({
    status: 'degraded',
    checks: { workers: 'down', 'queue:media': 'down', database: 'up', redis: 'up' },
    reasons: { workers: 'No worker runs: start one', 'queue:media': 'No worker takes jobs: start one' },
  });
  const page = await (await windowOf(browser, ada)).newPage();
  await page.goto(web.url);
  const banner = page.getByText('no worker is running');
  await banner.waitFor();
  expect(await banner.textContent()).not.toContain('seen');

  const worker = await world.startWorker();
  await banner.waitFor({ state: 'detached' });
  await until('readiness to say so', async () => JSON.stringify(await readiness()).includes('"status":"ok"'));

  await worker.end('SIGKILL');
  await page.getByText('The last one was seen just now.').waitFor();
  await until('readiness to say so', async () => JSON.stringify(await readiness()).includes('"workers":"down"'));
});
