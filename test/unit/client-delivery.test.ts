/** One toast for one notice in one browser, however many of its tabs hear of it, and whatever becomes of them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Notice } from '../../src/contract/realtime.js';
import type { BrowserOptions, Tab } from '../support/browser-by-hand.js';
import { BrowserByHand, holdTimeouts } from '../support/browser-by-hand.js';

const notice = (n: number, level: Notice['level'] = 'success'): Notice => ({
  id: `n${n}`,
  projectId: 'p1',
  seq: n,
  at: `2030-01-01T00:00:0${n}.000Z`,
  level,
  title: `Notice ${n}`,
  body: 'The draft is written.',
});
const RETRY_MS = 3_000;

let browser: BrowserByHand;
const open: Tab[] = [];
const tab = async (isVisible: boolean, userId = 'ada'): Promise<Tab> => {
  const opened = await browser.openTab(userId, isVisible);
  open.push(opened);
  return opened;
};
const start = (options?: BrowserOptions): void => {
  browser = new BrowserByHand(options);
};
const later = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(RETRY_MS);
  await browser.settled();
};

beforeEach(() => {
  holdTimeouts();
  vi.spyOn(console, 'warn').mockReturnValue();
  start();
});
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a notice that all tabs hear of', () => {
  it('is one toast in one of the windows that are visible side by side', async () => {
    const tabs = [await tab(true), await tab(true), await tab(true)];
    for (const one of tabs) one.hear([notice(1)]);
    await browser.settled();
    await later();
    expect(browser.toasts).toEqual(['Notice 1']);
    expect(browser.notifications).toEqual([]);
    for (const one of tabs) one.hear([notice(1), notice(2)]);
    await browser.settled();
    expect(browser.toasts).toEqual(['Notice 1', 'Notice 2']);
  });

  it('is not shown again by a tab that is opened later', async () => {
    (await tab(true)).hear([notice(1)]);
    await browser.settled();
    const next = await tab(true);
    next.hear([notice(1)], false);
    await browser.settled();
    expect(browser.toasts).toEqual(['Notice 1']);
  });

  it('is shown to each of two people who use one browser', async () => {
    const [adas, bobs] = [await tab(true, 'ada'), await tab(true, 'bob')];
    for (const one of [adas, bobs]) one.hear([notice(1)]);
    await browser.settled();
    expect(browser.toasts).toEqual(['Notice 1', 'Notice 1']);
  });

  it('is shown by the visible tab, not by the system, though a hidden one hears of it first', async () => {
    const [visible, hidden] = [await tab(true), await tab(false)];
    hidden.hear([notice(1)]);
    await browser.settled();
    expect([browser.toasts, browser.notifications]).toEqual([[], []]);
    visible.hear([notice(1)]);
    await later();
    expect([browser.toasts, browser.notifications]).toEqual([['Notice 1'], []]);
  });

  it('is one notification of the system when all tabs are hidden, and no toast when one is looked at again', async () => {
    const tabs = [await tab(false), await tab(false)];
    for (const one of tabs) one.hear([notice(1)]);
    await browser.settled();
    tabs[0]?.setVisible(true);
    await later();
    expect([browser.toasts, browser.notifications]).toEqual([[], ['Notice 1']]);
  });

  it('is told by the system once the visible tab is hidden, closed or gone', async () => {
    for (const [n, leave] of [
      (one: Tab) => one.setVisible(false),
      (one: Tab) => one.stop(),
      (one: Tab) => one.crash(),
    ].entries()) {
      const [visible, hidden] = [await tab(true), await tab(false)];
      hidden.hear([notice(n)]);
      await later();
      expect(browser.notifications).toHaveLength(n);
      leave(visible);
      await later();
      expect(browser.notifications).toHaveLength(n + 1);
      hidden.stop();
    }
    expect(browser.toasts).toEqual([]);
  });
});

describe('a tab that crashes', () => {
  it('before its toast is on the screen takes none along: the next one shows it', async () => {
    const [first, second] = [await tab(true), await tab(true)];
    first.isStuck = true;
    first.hear([notice(1)]);
    second.hear([notice(1)]);
    await browser.settled();
    expect(browser.toasts).toEqual([]);
    first.crash();
    await browser.settled();
    expect(browser.toasts).toEqual(['Notice 1']);
  });
});

describe('a toast that does not come onto the screen', () => {
  it('is not taken for shown: it is tried again', async () => {
    const only = await tab(true);
    only.isStuck = true;
    only.hear([notice(1)]);
    await browser.settled();
    await vi.advanceTimersByTimeAsync(5_000);
    await browser.settled();
    only.isStuck = false;
    await later();
    expect(browser.toasts).toEqual(['Notice 1']);
  });
});

describe('a notice that was dismissed', () => {
  it('before it was shown is not shown', async () => {
    const only = await tab(false);
    const visible = await tab(true);
    only.hear([notice(1)]);
    only.forget('n1');
    visible.stop();
    only.setVisible(true);
    await later();
    expect([browser.toasts, browser.notifications]).toEqual([[], []]);
  });

  it('goes from the screen; and only what the person closes counts as dismissed by them', async () => {
    const only = await tab(true);
    only.hear([notice(1), notice(2), notice(3)]);
    await browser.settled();
    only.forget('n1');
    browser.close('n2');
    expect([browser.onScreen, only.dismissed]).toEqual([['Notice 3'], ['n2']]);
    only.stop();
    expect([browser.onScreen, only.dismissed]).toEqual([[], ['n2']]);
  });
});

describe('after an absence', () => {
  const missed = [1, 2, 3, 4].map((n) => notice(n));

  it('more than three are one toast, once for all tabs', async () => {
    const tabs = [await tab(true), await tab(true)];
    for (const one of tabs) one.hear(missed, false);
    await browser.settled();
    await later();
    expect(browser.toasts).toEqual(['4 notices came while you were away']);
  });

  it('what came live to hidden tabs that may not notify counts as missed when one is looked at', async () => {
    vi.stubGlobal('window', { isSecureContext: false });
    const only = await tab(false);
    only.hear(missed);
    await browser.settled();
    only.setVisible(true);
    await browser.settled();
    expect(browser.toasts).toEqual(['4 notices came while you were away']);
  });

  it('the system tells of many in one notification, too', async () => {
    (await tab(false)).hear(missed, false);
    await browser.settled();
    expect(browser.notifications).toEqual(['4 notices came while you were away']);
  });
});

describe('a browser without', () => {
  it.each([
    ['locks', { hasLocks: false }],
    ['storage', { keeps: false }],
  ])('%s still shows all, each tab its own', async (_what, options) => {
    start(options);
    const tabs = [await tab(true), await tab(true)];
    for (const one of tabs) one.hear([notice(1)]);
    await browser.settled();
    for (const one of tabs) one.hear([notice(1)]);
    await browser.settled();
    expect(browser.toasts).toEqual(['Notice 1', 'Notice 1']);
  });
});
