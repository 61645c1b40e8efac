/** What tabs have shown a person: every toast there ever was on a page, and every notification given to the system. */
import type { BrowserContext, Locator, Page } from 'playwright-core';

export interface Seen {
  toasts: string[];
  notifications: string[];
  /** The titles of notifications that were closed. */
  closed: string[];
  /** How often the person was asked whether there may be notifications. */
  asked: number;
}

/** Call before the first page is opened. What a page has shown is forgotten when it is loaded anew. */
export async function watchToasts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen: Seen = { toasts: [], notifications: [], closed: [], asked: 0 };
    Object.assign(window, { seen });
    const counted = new WeakSet<Element>();
    new MutationObserver(() => {
      for (const toast of document.querySelectorAll('[data-sonner-toast]')) {
        if (counted.has(toast)) continue;
        counted.add(toast);
        seen.toasts.push(toast.querySelector('[data-title]')?.textContent ?? '');
      }
    }).observe(document, { subtree: true, childList: true });
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        seen.notifications.push(title);
        this.addEventListener('close', () => seen.closed.push(title));
      }
      static override requestPermission(): Promise<NotificationPermission> {
        seen.asked += 1;
        return super.requestPermission();
      }
    };
  });
}

/** What all these tabs together have shown. */
export async function seenBy(tabs: Page[]): Promise<Seen> {
  const all = await Promise.all(tabs.map((tab) => tab.evaluate(() => (window as unknown as { seen: Seen }).seen)));
  return {
    toasts: all.flatMap(({ toasts }) => toasts),
    notifications: all.flatMap(({ notifications }) => notifications),
    closed: all.flatMap(({ closed }) => closed),
    asked: all.reduce((sum, { asked }) => sum + asked, 0),
  };
}

export const toast = (page: Page, title: string): Locator => page.locator('[data-sonner-toast]', { hasText: title });

/** The bell, when it says that so many are new. */
export const bell = (page: Page, unread: number): Locator =>
  page.getByRole('button', { name: unread === 0 ? 'Notices' : `Notices, ${unread} new`, exact: true });
