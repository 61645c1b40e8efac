/** The system's own notifications (https://notifications.spec.whatwg.org/), for when no tab is visible. */
import { createStore, useStore } from '../tiny-store.js';

export interface SystemNotice {
  /** One with the id of another takes its place. */
  id: string;
  title: string;
  body: string;
  href: string;
}

/** `impossible`: there are none on this address or in this browser. */
type Permission = NotificationPermission | 'impossible';

/** Some browsers never say that one was shown. */
const SHOWN_WITHIN_MS = 2_000;

const permission = createStore<Permission>(permissionNow());
const open = new Map<string, Notification>();

export const usePermission = (): Permission => useStore(permission, (state) => state);

export const mayNotify = (): boolean => permission.get() === 'granted';

/** To be called by what a person presses, never by itself. */
export async function askForPermission(): Promise<void> {
  permission.set(await Notification.requestPermission());
}

/** `onFollow` is called when the person presses it. Answers false when the system does not show it. */
export async function notify(notice: SystemNotice, onFollow: (notice: SystemNotice) => void): Promise<boolean> {
  const notification = made(notice);
  if (!notification) return false;
  open.set(notice.id, notification);
  notification.addEventListener('close', () => {
    // One that was replaced is closed, too.
    if (open.get(notice.id) === notification) open.delete(notice.id);
  });
  notification.addEventListener('click', () => {
    window.focus();
    notification.close();
    onFollow(notice);
  });
  return isShown(notification);
}

/** Takes the notification of a notice away, if this tab has made one. */
export const withdraw = (id: string): void => open.get(id)?.close();

/** Of all that this tab has made. */
export function withdrawAll(): void {
  for (const notification of open.values()) notification.close();
}

function permissionNow(): Permission {
  return window.isSecureContext && 'Notification' in window ? Notification.permission : 'impossible';
}

function made({ id, title, body }: SystemNotice): Notification | null {
  try {
    return new Notification(title, { body, tag: id, icon: '/favicon.svg' });
  } catch (error) {
    // Browsers on phones have them for service workers only, and say so by this.
    if (!(error instanceof TypeError)) throw error;
    permission.set('impossible');
    return null;
  }
}

const isShown = (notification: Notification): Promise<boolean> =>
  new Promise((resolve) => {
    notification.addEventListener('show', () => resolve(true));
    notification.addEventListener('error', () => resolve(false));
    setTimeout(() => resolve(true), SHOWN_WITHIN_MS);
  });
