/** The description of the API: valid, complete, and readable by everyone. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, windowOf } from './support/chromium.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
});
afterAll(() => world.end());

test('it is valid OpenAPI 3.1, for everyone to read, and is sent again only when it has changed', async () => {
  const address = `${web.url}/api/openapi.json`;
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  const validator = new Validator();
  expect(await validator.validate((await answer.json()) as Record<string, unknown>)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  const again = await fetch(address, {
    headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});

test('it can be read and tried out on a page, also by the signed-in: with their cookie, and nothing from elsewhere', async () => {
  const browser = await launchChromium();
  try {
    const ada = await world.signUp(web);
    const page = await (await windowOf(browser, ada)).newPage();
    const strange: string[] = [];
    page.on('request', (request) => request.url().startsWith(web.url) || strange.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && strange.push(message.text()));
    await page.goto(`${web.url}/api/docs#/Account/account.me`);
    const operation = page.locator('.opblock', { hasText: '/api/me' });
    await operation.getByRole('button', { name: 'Try it out' }).click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    await operation.locator('.live-responses-table', { hasText: 'Ada' }).waitFor();
    expect(strange.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
  } finally {
    await browser.close();
  }
});
