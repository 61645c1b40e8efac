/** A real browser, for the tests that look at the page. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/embedded/chromium.mjs';
import { freePort } from '../../scripts/embedded/ports.mjs';
import type { Person } from './person.js';

/** For pages: each is visible, and has the focus. `withWindows`: a key can leave the page for the browser's own controls. */
export const launchChromium = async (options: { withWindows?: boolean } = {}): Promise<Browser> =>
  launch(await findChromium(options));

async function launch({ executablePath, env }: Found, ...more: string[]): Promise<Browser> {
  // When there are many pages of one site, they may share a process: one that hangs on purpose would make others hang.
  const quiet = [
    '--renderer-process-limit=100',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, env, args: [...quiet, '--disable-sync', ...asRoot, ...more] });
}

type Found = Awaited<ReturnType<typeof findChromium>>;

export interface RealTabs {
  /** Its pages are tabs of one window, of which only the one in front is visible. */
  context: BrowserContext;
  /** Puts an empty tab in front of them. */
  hideAll(): Promise<void>;
  /** A page in a window of its own, beside the other one. */
  newWindow(): Promise<Page>;
  /** Another browser, as far as pages can tell. */
  another(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** A Chromium with windows, as people have it: of the tabs of one, only that in front is visible. */
export async function launchRealTabs(): Promise<RealTabs> {
  const port = await freePort();
  const launched = await launch(await findChromium({ withWindows: true }), `--remote-debugging-port=${port}`);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error('Chromium has no window.');
  // When the last tab is closed, the window closes, too, and the person is no longer signed in.
  const empty = await context.newPage();
  const session = await browser.newBrowserCDPSession();
  return {
    context,
    hideAll: () => empty.bringToFront(),
    async newWindow() {
      const opened = context.waitForEvent('page');
      await session.send('Target.createTarget', { url: 'about:blank', newWindow: true });
      return opened;
    },
    another: () => browser.newContext(),
    close: () => launched.close(),
  };
}

/** A window of this person's, signed in. */
export async function windowOf(browser: Browser, person: Person): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  await signIn(context, person);
  return context;
}

/** Waits are bounded, in ms, so that a page that hangs is told of. */
export async function signIn(context: BrowserContext, person: Person): Promise<void> {
  context.setDefaultTimeout(30_000);
  const cookies = person.cookie.split('; ').map((cookie) => cookie.split(/=(.*)/s, 2));
  await context.addCookies(cookies.map(([name = '', value = '']) => ({ name, value, url: person.url })));
}
