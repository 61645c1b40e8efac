/** Which notices are still to be shown, and in how many toasts. Pure functions. */
import type { Notice, NoticeState } from '../../../../src/contract/realtime.js';
import type { Shown } from './shown-notices.js';
import { t } from '../../words/words.js';

export interface Pending {
  notice: Notice;
  /** True when it came just now and could be shown; false when it came while nobody was there. */
  live: boolean;
}

export interface DeliveryPlan {
  /** Each in a toast of its own, oldest first. */
  each: readonly Notice[];
  /** All of these in one toast, because there are many. */
  summary: readonly Notice[];
}

const MOST_TOASTS = 3;

/** Live notices get a toast each. So do up to three missed ones; more of them share one summary. */
export function planDelivery(pending: readonly Pending[]): DeliveryPlan {
  const byAge = [...pending].sort((a, b) => (a.notice.at < b.notice.at ? -1 : 1));
  const missed = byAge.filter(({ live }) => !live);
  const isMany = missed.length > MOST_TOASTS;
  const each = isMany ? byAge.filter(({ live }) => live) : byAge;
  const noticesOf = (some: readonly Pending[]): Notice[] => some.map(({ notice }) => notice);
  return { each: noticesOf(each), summary: isMany ? noticesOf(missed) : [] };
}

/** Of the newest notices, those that came after this browser's first request and that nobody has been shown or has seen. */
export function missedOf(items: readonly NoticeState[], { ids, floor }: Shown): NoticeState[] {
  if (floor === null) return [];
  return items.filter(({ id, at, seen, dismissed }) => at > floor && !seen && !dismissed && !ids.includes(id));
}

/** The text of a summary. */
export function summaryOf(missed: readonly Notice[]): { title: string; body: string } {
  const failed = missed.filter(({ level }) => level === 'error').length;
  const title = t('notices.missed.title', { number: missed.length });
  if (failed === 0) return { title, body: t('notices.missed.body') };
  const body = failed === missed.length ? t('notices.missed.all') : t('notices.missed.failed', { count: failed });
  return { title, body };
}
