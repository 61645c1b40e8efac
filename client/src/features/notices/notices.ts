/** What the bell shows, and which notices this tab has made toasts of: each once. */
import type { Notice, NoticeState } from '../../../../src/contract/realtime.js';
import type { NoticePage } from '../../api.js';
import { api } from '../../api.js';
import { socket } from '../../socket.js';
import { createStore, useStore } from '../../tiny-store.js';
import { hideAllToasts, hideToast, showSummary, showToast } from './toasts.js';

interface Bell {
  items: NoticeState[];
  unread: number;
}

/** What this tab knows of. Notices older than `floor` are history; null before the first look. */
interface Known {
  ids: string[];
  floor: string | null;
}

const MOST_TOASTS = 3;
const MOST_REMEMBERED = 300;
const POLL_MS = 5_000;
const SETTLE_MS = 300;

const bell = createStore<Bell>({ items: [], unread: 0 });
export const useBell = (): Bell => useStore(bell, (state) => state);

let userId: string | null = null;
let known: Known = { ids: [], floor: null };
let settling: ReturnType<typeof setTimeout> | undefined;
let polling: ReturnType<typeof setInterval> | undefined;

// Of this tab only, and through its reloads.
const storageKey = (): string => `devreel:notices:${userId ?? ''}`;

function recall(): Known {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey()) ?? '') as Known;
  } catch {
    return { ids: [], floor: null };
  }
}

function remember(ids: string[], floor = known.floor): void {
  known = { ids: [...new Set([...known.ids, ...ids])].slice(-MOST_REMEMBERED), floor };
  try {
    sessionStorage.setItem(storageKey(), JSON.stringify(known));
  } catch {
    // A full or forbidden storage costs a repeated toast after a reload, no more.
  }
}

function receive(notice: Notice): void {
  if (known.ids.includes(notice.id)) return;
  remember([notice.id]);
  showToast(notice);
  clearTimeout(settling);
  settling = setTimeout(() => void look(false), SETTLE_MS);
}

/** Asks for the newest notices. `toastMissed`: also makes toasts of those that came while nobody listened. */
async function look(toastMissed: boolean): Promise<void> {
  const asker = userId;
  const page = await api.notices(null).catch(() => null);
  if (page === null || asker === null || asker !== userId) return;
  bell.set({ items: page.items.filter(({ dismissed }) => !dismissed), unread: page.unread });
  if (known.floor === null) return remember(idsOf(page), page.nextCursor === null ? '' : (page.items.at(-1)?.at ?? ''));
  if (toastMissed) toastWhatWasMissed(page, known.floor);
}

function toastWhatWasMissed(page: NoticePage, floor: string): void {
  const missed = page.items.filter(({ id, at, seen, dismissed }) => {
    return !known.ids.includes(id) && at >= floor && !seen && !dismissed;
  });
  if (missed.length === 0) return;
  remember(missed.map(({ id }) => id));
  if (missed.length > MOST_TOASTS) showSummary(missed, missed.length === page.items.length);
  else for (const notice of missed.reverse()) showToast(notice);
}

const idsOf = (page: NoticePage): string[] => page.items.map(({ id }) => id);

function forget(noticeId: string): void {
  hideToast(noticeId);
  const { items, unread } = bell.get();
  const gone = items.find(({ id }) => id === noticeId);
  if (!gone) return;
  bell.set({ items: items.filter((item) => item !== gone), unread: Math.max(0, unread - (gone.seen ? 0 : 1)) });
}

export const notices = {
  start(forUser: string): void {
    userId = forUser;
    known = recall();
    void look(true);
    clearInterval(polling);
    polling = setInterval(() => {
      if (!socket.connected) void look(true);
    }, POLL_MS);
  },
  stop(): void {
    userId = null;
    clearInterval(polling);
    clearTimeout(settling);
    bell.set({ items: [], unread: 0 });
    hideAllToasts();
  },
  async markSeen(): Promise<void> {
    const { items } = bell.get();
    if (items.every(({ seen }) => seen) && bell.get().unread === 0) return;
    await api.seeNotices().catch(() => undefined);
    bell.set({ items: bell.get().items.map((item) => ({ ...item, seen: true })), unread: 0 });
  },
  dismiss(noticeId: string): void {
    forget(noticeId);
    void api.dismissNotice(noticeId).catch(() => undefined);
  },
};

socket.on('notice', receive);
socket.on('notice:dismissed', ({ noticeId }) => forget(noticeId));
socket.on('connect', () => void look(true));
