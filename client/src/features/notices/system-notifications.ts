/** The operating system's notifications (https://notifications.spec.whatwg.org/), used when no tab is visible. */
import { createStore, useStore } from '../../tiny-store.js';

export interface SystemNotification {
  /** A second one with the same id replaces the first. */
  id: string;
  title: string;
  body: string;
  href: string;
}

/** `impossible`: this browser, or this address, allows none. */
type Permission = NotificationPermission | 'impossible';

/** Some browsers never report that one was shown. */
const SHOWN_WITHIN_MS = 2_000;

const permission = createStore<Permission>(permissionNow());
const open = new Map<string, Notification>();

export const usePermission = (): Permission => useStore(permission, (state) => state);

export const mayNotify = (): boolean => permission.get() === 'granted';

/** Call it only when a person presses a button: browsers refuse, and people too, when asked out of the blue. */
export async function askForPermission(): Promise<void> {
  permission.set(await Notification.requestPermission());
}

/** `onFollow` is called when the person presses it. Resolves to false when the system does not show it. */
export async function notify(
  notice: SystemNotification,
  onFollow: (notice: SystemNotification) => void,
): Promise<boolean> {
  const notification = create(notice);
  if (!notification) return false;
  open.set(notice.id, notification);
  notification.addEventListener('close', () => {
    // A replaced one is closed as well: then the entry belongs to its successor.
    if (open.get(notice.id) === notification) open.delete(notice.id);
  });
  notification.addEventListener('click', () => {
    window.focus();
    notification.close();
    onFollow(notice);
  });
  return isShown(notification);
}

/** Closes the notification of a notice, if this tab has opened one. */
export const withdraw = (id: string): void => open.get(id)?.close();

/** Closes all that this tab has opened. */
export function withdrawAll(): void {
  for (const notification of open.values()) notification.close();
}

function permissionNow(): Permission {
  return window.isSecureContext && 'Notification' in window ? Notification.permission : 'impossible';
}

function create({ id, title, body }: SystemNotification): Notification | null {
  try {
    return new Notification(title, { body, tag: id, icon: '/favicon.svg' });
  } catch (error) {
    // Browsers on phones allow them to service workers only, and throw this.
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
