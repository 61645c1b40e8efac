/** The notices of whoever is signed in: the bell, and each told once in this browser. */
import type { Notice } from '../../../src/contract/realtime.js';
import { api, isProblem } from '../api.js';
import { socket } from '../socket.js';
import { bell, clearBell, markBellSeen, projectTitle, removeFromBell } from './bell.js';
import { ShownNotices } from './shown.js';
import { OtherTabs } from './tabs.js';
import { Teller } from './teller.js';
import { missedOf } from './telling.js';

const POLL_MS = 5_000;
/** Several often come at once. */
const SETTLE_MS = 300;

let follow: (href: string) => void = (href) => window.location.assign(href);

/** `navigate` is where the system's notifications lead to from now on. */
export function onFollow(navigate: (href: string) => void): void {
  follow = navigate;
}

class Desk {
  private readonly shown: ShownNotices;
  private readonly teller: Teller;
  private readonly otherTabs: OtherTabs;
  private readonly end = new AbortController();
  private readonly polling: ReturnType<typeof setInterval>;
  private settling: ReturnType<typeof setTimeout> | undefined;
  /** Dismissed while this tab was there: one that comes late is not told any more. */
  private readonly dismissed = new Set<string>();
  /** How often the bell was looked at: an answer from before counts as new what no longer is. */
  private sights = 0;
  private looks = 0;
  private answered = 0;
  /** How often something was seen here, and how many of these times the server knows of. */
  private seenHere = 0;
  private seenTold = 0;

  constructor(userId: string) {
    this.shown = new ShownNotices(userId);
    this.teller = new Teller({
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
      if (!socket.connected) void this.look();
    }, POLL_MS);
    // On another device it may have been seen or dismissed while nobody looked here.
    const look = (): void => void (document.hidden || this.look());
    document.addEventListener('visibilitychange', look, { signal: this.end.signal });
    void this.look();
  }

  stop(): void {
    this.end.abort();
    clearInterval(this.polling);
    clearTimeout(this.settling);
    this.teller.stop();
    this.otherTabs.close();
    clearBell();
  }

  receive(notice: Notice): void {
    if (!this.dismissed.has(notice.id)) this.teller.add([notice], true);
    clearTimeout(this.settling);
    const isTitleKnown = projectTitle(notice.projectId) !== undefined;
    this.settling = setTimeout(() => void this.look(), isTitleKnown ? SETTLE_MS : 0);
  }

  /** Asks for the newest notices, and tells of those that were missed. */
  async look(): Promise<void> {
    this.looks += 1;
    const [look, { sights }] = [this.looks, this];
    await this.catchUp();
    const page = await api.notices(null).catch(() => null);
    // Without an answer it is asked again: each few seconds, or with the next connection.
    if (page === null || this.end.signal.aborted) return;
    const shown = await this.shown.read();
    if (shown.floor === null) await this.shown.beginAt(page.items[0]?.at ?? '');
    if (look < this.answered) return;
    this.answered = look;
    if (sights !== this.sights) return this.look();
    for (const { id, dismissed } of page.items) if (dismissed) this.forget(id);
    for (const id of shown.dismissed) this.forget(id);
    const items = page.items.filter(({ id }) => !this.dismissed.has(id));
    // The server may not have heard of all of them when it counted.
    const gone = page.items.filter(({ id, seen }) => !seen && this.dismissed.has(id)).length;
    bell.set({ items, unread: Math.max(0, page.unread - gone) });
    this.teller.add(missedOf(items, shown), false);
  }

  async markSeen(): Promise<void> {
    const { items, unread } = bell.get();
    if (unread === 0 && items.every(({ seen }) => seen)) return;
    this.seen();
    this.otherTabs.tell({ type: 'seen' });
    this.seenHere += 1;
    await this.catchUp();
    // Those that asked before the server knew ask again.
    this.otherTabs.tell({ type: 'seen' });
  }

  dismiss(noticeId: string): void {
    this.forget(noticeId);
    this.otherTabs.tell({ type: 'dismissed', noticeId });
    void this.shown.addDismissed(noticeId).then(() => this.catchUp());
  }

  /** It was dismissed here, in another tab or on another device. */
  forget(noticeId: string): void {
    this.dismissed.add(noticeId);
    this.teller.forget(noticeId);
    removeFromBell(noticeId);
  }

  private seen(): void {
    this.sights += 1;
    markBellSeen();
  }

  /** Tells the server what was seen and dismissed here. */
  private async catchUp(): Promise<void> {
    try {
      const { seenHere } = this;
      if (seenHere > this.seenTold) await api.seeNotices();
      this.seenTold = Math.max(this.seenTold, seenHere);
      for (const id of (await this.shown.read()).dismissed) {
        await api.dismissNotice(id).catch((error: unknown) => {
          // With its project it is gone already.
          if (!isProblem(error, 'not_found')) throw error;
        });
        await this.shown.removeDismissed(id);
      }
    } catch (error) {
      console.warn(
        'The server does not know yet what was seen and dismissed here; it is told with the next look.',
        error,
      );
    }
  }
}

let desk: Desk | null = null;

export const notices = {
  start(userId: string): void {
    desk?.stop();
    desk = new Desk(userId);
  },
  stop(): void {
    desk?.stop();
    desk = null;
  },
  markSeen: (): void => void desk?.markSeen(),
  dismiss: (noticeId: string): void => desk?.dismiss(noticeId),
};

socket.on('notice', (notice) => desk?.receive(notice));
socket.on('notice:dismissed', ({ noticeId }) => desk?.forget(noticeId));
socket.on('connect', () => void desk?.look());
