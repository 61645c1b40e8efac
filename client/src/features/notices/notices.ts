/** The notices of the person who is signed in: fills the bell, and has each notice shown once in this browser. */
import type { Notice, NoticeState } from '../../../../src/contract/realtime.js';
import { api } from '../../api.js';
import { isProblem } from '../../http.js';
import { socket } from '../../socket.js';
import { bell, clearBell, markBellSeen, projectTitle, removeFromBell } from './bell-store.js';
import { ShownNotices } from './shown-notices.js';
import { OtherTabs } from './other-tabs.js';
import { Delivery } from './delivery.js';
import { missedOf } from './delivery-plan.js';

const POLL_MS = 5_000;
/** Several often come at once: then one request is enough. */
const SETTLE_MS = 300;

let follow: (href: string) => void = (href) => window.location.assign(href);

/** `navigate` opens a page of the app, when a person presses a notification of the system. */
export function onFollow(navigate: (href: string) => void): void {
  follow = navigate;
}

/** The notices of one person, from sign-in to sign-out. */
class SignedInNotices {
  private readonly shown: ShownNotices;
  private readonly delivery: Delivery;
  private readonly otherTabs: OtherTabs;
  private readonly end = new AbortController();
  private readonly polling: ReturnType<typeof setInterval>;
  private settling: ReturnType<typeof setTimeout> | undefined;
  /** Dismissed since this tab was opened: a late message about one must not show it again. */
  private readonly dismissed = new Set<string>();
  /** How often the bell was opened, here or in another tab: an answer from before that has too many unread. */
  private bellOpenings = 0;
  /** Numbers the requests for the newest notices, and the newest one that was answered. */
  private requests = 0;
  private answered = 0;
  /** How often the bell was opened here, and up to which of these the server has been told. */
  private openedHere = 0;
  private openedTold = 0;

  constructor(userId: string) {
    this.shown = new ShownNotices(userId);
    this.delivery = new Delivery({
      userId,
      shown: this.shown,
      onDismiss: (id) => this.dismiss(id),
      onFollow: (href, id) => {
        follow(href);
        if (id !== null) this.dismiss(id);
      },
    });
    this.otherTabs = new OtherTabs(userId, (message) => {
      if (message.type === 'dismissed') this.forget(message.noticeId);
      else this.seen();
    });
    this.polling = setInterval(() => {
      if (!socket.connected) void this.refresh();
    }, POLL_MS);
    // Notices may have been seen or dismissed on another device while this tab was hidden.
    const refresh = (): void => void (document.hidden || this.refresh());
    document.addEventListener('visibilitychange', refresh, { signal: this.end.signal });
    void this.refresh();
  }

  stop(): void {
    this.end.abort();
    clearInterval(this.polling);
    clearTimeout(this.settling);
    this.delivery.stop();
    this.otherTabs.close();
    clearBell();
  }

  receive(notice: Notice): void {
    if (!this.dismissed.has(notice.id)) this.delivery.add([notice], true);
    clearTimeout(this.settling);
    const isTitleKnown = notice.projectId === null || projectTitle(notice.projectId) !== undefined;
    this.settling = setTimeout(() => void this.refresh(), isTitleKnown ? SETTLE_MS : 0);
  }

  /** Asks for the newest notices, and shows those that were missed. */
  async refresh(): Promise<void> {
    this.requests += 1;
    const request = this.requests;
    const openings = this.bellOpenings;
    await this.report();
    const page = await api.notices(null).catch(() => null);
    // Without an answer it asks again in a few seconds, or with the next connection.
    if (page === null) return;
    const { floor, dismissed } = await this.shown.readSoon();
    if (floor === null) void this.shown.setFloor(page.items[0]?.at ?? '');
    if (this.end.signal.aborted || request < this.answered) return;
    this.answered = request;
    if (openings !== this.bellOpenings) return this.refresh();
    for (const { id, dismissed } of page.items) if (dismissed) this.forget(id);
    for (const id of dismissed) this.forget(id);
    const items = page.items.filter(({ id }) => !this.dismissed.has(id));
    // The server may not have known of every dismissal when it counted.
    const unreadButDismissed = page.items.filter(({ id, seen }) => !seen && this.dismissed.has(id)).length;
    bell.set({ items, unread: Math.max(0, page.unread - unreadButDismissed) });
    void this.showMissed(items);
  }

  /** What was shown is known only when the browser says so: in doubt a notice is late rather than there twice. */
  private async showMissed(newest: readonly NoticeState[]): Promise<void> {
    const shown = await this.shown.read();
    if (this.end.signal.aborted) return;
    this.delivery.add(
      missedOf(newest, shown).filter(({ id }) => !this.dismissed.has(id)),
      false,
    );
  }

  async markSeen(): Promise<void> {
    const { items, unread } = bell.get();
    if (unread === 0 && items.every(({ seen }) => seen)) return;
    this.seen();
    this.otherTabs.send({ type: 'seen' });
    this.openedHere += 1;
    await this.report();
    // Tabs that asked before the server knew ask again.
    this.otherTabs.send({ type: 'seen' });
  }

  dismiss(noticeId: string): void {
    this.forget(noticeId);
    this.otherTabs.send({ type: 'dismissed', noticeId });
    void this.shown.addDismissed(noticeId);
    void this.report();
  }

  /** It was dismissed here, in another tab or on another device. */
  forget(noticeId: string): void {
    this.dismissed.add(noticeId);
    this.delivery.forget(noticeId);
    removeFromBell(noticeId);
  }

  private seen(): void {
    this.bellOpenings += 1;
    markBellSeen();
  }

  /** Tells the server what was seen and dismissed here. On failure it keeps it for the next time. */
  private async report(): Promise<void> {
    try {
      const { openedHere } = this;
      if (openedHere > this.openedTold) await api.seeNotices();
      this.openedTold = Math.max(this.openedTold, openedHere);
      for (const id of (await this.shown.readSoon()).dismissed) {
        await api.dismissNotice(id).catch((error: unknown) => {
          // It was deleted together with its project.
          if (!isProblem(error, 'not_found')) throw error;
        });
        void this.shown.removeDismissed(id);
      }
    } catch (error) {
      console.warn('The server does not know yet what was seen and dismissed here; the next request tells it.', error);
    }
  }
}

let current: SignedInNotices | null = null;

export const notices = {
  start(userId: string): void {
    current?.stop();
    current = new SignedInNotices(userId);
  },
  stop(): void {
    current?.stop();
    current = null;
  },
  markSeen: (): void => void current?.markSeen(),
  dismiss: (noticeId: string): void => current?.dismiss(noticeId),
};

socket.on('notice', (notice) => current?.receive(notice));
socket.on('notice:dismissed', ({ noticeId }) => current?.forget(noticeId));
socket.on('connect', () => void current?.refresh());
