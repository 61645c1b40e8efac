/** What the bell shows: the newest notices, and how many are unread. */
import type { Notice, NoticeState } from '../../../../src/contract/realtime.js';
import { knownTitle } from '../../realtime/live.js';
import { createStore, useStore } from '../../tiny-store.js';

export interface Bell {
  /** Newest first, without the dismissed ones. */
  items: readonly NoticeState[];
  unread: number;
}

const empty: Bell = { items: [], unread: 0 };
export const bell = createStore(empty);
export const useBell = (): Bell => useStore(bell, (state) => state);

export const clearBell = (): void => bell.set(empty);

export function removeFromBell(noticeId: string): void {
  const { items, unread } = bell.get();
  const removed = items.find(({ id }) => id === noticeId);
  if (!removed) return;
  bell.set({ items: items.filter((item) => item !== removed), unread: Math.max(0, unread - (removed.seen ? 0 : 1)) });
}

export function markBellSeen(): void {
  bell.set({ items: bell.get().items.map((item) => ({ ...item, seen: true })), unread: 0 });
}

/** Where a notice leads. */
export const hrefOf = ({ action, projectId }: Pick<Notice, 'action' | 'projectId'>): string =>
  action?.href ?? (projectId === null ? '/' : `/projects/${projectId}`);

function titleIn({ items }: Bell, projectId: string | null): string | undefined {
  if (projectId === null) return undefined;
  return items.find((item) => item.projectId === projectId)?.projectTitle ?? knownTitle(projectId);
}

/** The title of any project that a notice is about; undefined until the bell's list is loaded, and where it is about none. */
export const projectTitle = (projectId: string | null): string | undefined => titleIn(bell.get(), projectId);
export const useProjectTitle = (projectId: string | null): string | undefined =>
  useStore(bell, (state) => titleIn(state, projectId));
