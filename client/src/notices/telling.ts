/** Which notices are still to be told, and in how many toasts. Pure functions. */
import type { Notice, NoticeState } from '../../../src/contract/realtime.js';
import type { Shown } from './shown.js';

export interface Pending {
  notice: Notice;
  /** It came just now, to a person who could be told; else it was missed. */
  live: boolean;
}

export interface Told {
  each: readonly Notice[];
  /** Told together, because they are many. */
  summary: readonly Notice[];
}

const MOST_TOASTS = 3;

/** Live ones one by one. Of what was missed, up to three as well, and more in one summary. Oldest first. */
export function howToTell(pending: readonly Pending[]): Told {
  const byAge = [...pending].sort((a, b) => (a.notice.at < b.notice.at ? -1 : 1));
  const missed = byAge.filter(({ live }) => !live);
  const isMuch = missed.length > MOST_TOASTS;
  const each = isMuch ? byAge.filter(({ live }) => live) : byAge;
  const noticesOf = (some: readonly Pending[]): Notice[] => some.map(({ notice }) => notice);
  return { each: noticesOf(each), summary: isMuch ? noticesOf(missed) : [] };
}

/** Of the newest notices, those that came after this browser's first look and that nobody has been told of or has seen. */
export function missedOf(items: readonly NoticeState[], { ids, floor }: Shown): NoticeState[] {
  if (floor === null) return [];
  return items.filter(({ id, at, seen, dismissed }) => at > floor && !seen && !dismissed && !ids.includes(id));
}

/** The summary's words. */
export function summaryOf(missed: readonly Notice[]): { title: string; body: string } {
  const failed = missed.filter(({ level }) => level === 'error').length;
  const title = `${missed.length} notices came while you were away`;
  if (failed === 0) return { title, body: 'They are in the bell.' };
  const who = failed === missed.length ? 'All' : failed === 1 ? 'One' : failed;
  return {
    title,
    body: `${who} of them ${failed === 1 ? 'tells' : 'tell'} of something that failed. They are in the bell.`,
  };
}
