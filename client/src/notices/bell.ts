/** What the bell shows. */
import type { NoticeState } from '../../../src/contract/realtime.js';
import { knownTitle } from '../realtime/live.js';
import { createStore, useStore } from '../tiny-store.js';

export interface Bell {
  /** Newest first, without those that were dismissed. */
  items: readonly NoticeState[];
  unread: number;
}

const empty: Bell = { items: [], unread: 0 };
export const bell = createStore(empty);
export const useBell = (): Bell => useStore(bell, (state) => state);

export const clearBell = (): void => bell.set(empty);

export function removeFromBell(noticeId: string): void {
  const { items, unread } = bell.get();
  const gone = items.find(({ id }) => id === noticeId);
  if (!gone) return;
  bell.set({ items: items.filter((item) => item !== gone), unread: Math.max(0, unread - (gone.seen ? 0 : 1)) });
}

export function markBellSeen(): void {
  bell.set({ items: bell.get().items.map((item) => ({ ...item, seen: true })), unread: 0 });
}

const titleIn = ({ items }: Bell, projectId: string): string | undefined =>
  items.find((item) => item.projectId === projectId)?.projectTitle ?? knownTitle(projectId);

/** Of a project on any page of the app; undefined until the bell has asked. */
export const projectTitle = (projectId: string): string | undefined => titleIn(bell.get(), projectId);
export const useProjectTitle = (projectId: string): string | undefined =>
  useStore(bell, (state) => titleIn(state, projectId));
