/** Tabs that stand still, hang or crash at the wrong moment. */
import type { Page } from 'playwright-core';
import { until } from './until.js';

/** From now on, when this page gets the lock to tell of something, it stands still until `goOn`. */
export async function holdClaims(page: Page): Promise<void> {
  await page.evaluate(() => {
    type Work = () => Promise<unknown>;
    const { locks } = navigator;
    const goOn = new Promise((resolve) => window.addEventListener('go on', resolve));
    const request = locks.request.bind(locks) as (name: string, ...rest: unknown[]) => Promise<unknown>;
    const held = async (work: Work): Promise<unknown> => {
      Object.assign(window, { claimed: true });
      await goOn;
      return work();
    };
    const requested = (name: string, ...rest: unknown[]): Promise<unknown> =>
      name.startsWith('devreel:telling:') ? request(name, () => held(rest.at(-1) as Work)) : request(name, ...rest);
    Object.assign(locks, { request: requested });
  });
}

export const goOn = (page: Page): Promise<boolean> => page.evaluate(() => window.dispatchEvent(new Event('go on')));

export const hasClaim = (page: Page): Promise<boolean> => page.evaluate(() => 'claimed' in window);

/** Makes `page` crash while it holds the lock, before it has shown what `happen` causes. */
export async function crashHoldingTheClaim(page: Page, happen: () => Promise<void>): Promise<void> {
  await holdClaims(page);
  await happen();
  await until('the claim to be held', () => hasClaim(page));
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

/** Makes this page hang: from now on it does nothing. */
export async function hang(page: Page): Promise<void> {
  await page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
}

/** The same in the middle of a change of what this browser keeps about notices: no other tab can read that meanwhile. */
export async function hangHoldingTheStore(page: Page): Promise<void> {
  await page.evaluate(() => {
    const opening = indexedDB.open('devreel');
    opening.onsuccess = () => {
      const reading = opening.result.transaction('notices', 'readwrite').objectStore('notices').count();
      reading.onsuccess = () => {
        for (;;);
      };
    };
  });
}
