/** A real browser, for the tests that look at the page. */
import type { Browser, BrowserContext } from 'playwright-core';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/embedded/chromium.mjs';
import type { Person } from './person.js';

export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  const quiet = ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update'];
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, env, args: [...quiet, '--disable-sync', ...asRoot] });
}

/** A window of this person's, signed in. Waits are bounded, in ms, so that a page that hangs is told of. */
export async function windowOf(browser: Browser, person: Person): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  context.setDefaultTimeout(30_000);
  const cookies = person.cookie.split('; ').map((cookie) => cookie.split(/=(.*)/s, 2));
  await context.addCookies(cookies.map(([name = '', value = '']) => ({ name, value, url: person.url })));
  return context;
}
