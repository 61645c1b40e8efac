/**
 * A browser by hand: tabs that share Web Locks, IndexedDB, a screen for toasts and the system's notifications, as far as the page's notices
 * touch them. Each tab has a document and modules of its own, and can crash at any moment.
 */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { IDBFactory } from 'fake-indexeddb';
import type { ReactElement } from 'react';
import { toast } from 'sonner';
import { vi } from 'vitest';
import type { Notice } from '../../src/contract/realtime.js';

/** Rounds of the event loop. Reading or writing IndexedDB takes a few, so this is many times what anything here takes. */
const ROUNDS = 200;

type Work = (lock?: unknown) => Promise<void>;

interface Request {
  name: string;
  isShared: boolean;
  tab: Tab;
  /** Runs what needs the lock; resolves when that is done. */
  run: () => Promise<void>;
}

/** https://w3c.github.io/web-locks/, as far as the page uses it. */
class Locks {
  private readonly waiting: Request[] = [];
  held: Request[] = [];

  request(name: string, ...rest: [Work] | [{ mode: 'shared' }, Work]): Promise<void> {
    const work = AsyncResource.bind(rest.at(-1) as Work);
    const tab = currentTab();
    return new Promise((resolve, reject) => {
      const run = (): Promise<void> => work().then(resolve, reject);
      this.waiting.push({ name, isShared: rest.length === 2, tab, run });
      this.grant();
    });
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: this.held.map(({ name }) => ({ name })) });
  }

  /** A tab that crashes loses the locks that it held or waited for. */
  crash(tab: Tab): void {
    this.held = this.held.filter((one) => one.tab !== tab);
    for (const one of this.waiting.filter((other) => other.tab === tab))
      this.waiting.splice(this.waiting.indexOf(one), 1);
    this.grant();
  }

  private grant(): void {
    for (const request of [...this.waiting]) {
      const others = this.held.filter(({ name }) => name === request.name);
      if (others.length > 0 && !(request.isShared && others.every(({ isShared }) => isShared))) continue;
      this.waiting.splice(this.waiting.indexOf(request), 1);
      this.held.push(request);
      void request.run().finally(() => {
        this.held = this.held.filter((one) => one !== request);
        this.grant();
      });
    }
  }
}

const tabs = new AsyncLocalStorage<Tab>();

function currentTab(): Tab {
  const tab = tabs.getStore();
  if (!tab) throw new Error('What a page does, a tab does');
  return tab;
}

interface Shown {
  title: string;
  onDismiss?: () => void;
}

type ToastOptions = Parameters<typeof toast.success>[1] & { description: ReactElement<{ onThere: () => void }> };

export interface BrowserOptions {
  /** False over plain HTTP from another machine. */
  hasLocks?: boolean;
  /** False where the person forbids it. */
  keeps?: boolean;
}

export class BrowserByHand {
  readonly locks = new Locks();
  /** The title of every toast that came onto the screen, and of every notification given to the system. */
  readonly toasts: string[] = [];
  readonly notifications: string[] = [];
  private readonly open = new Map<string, Shown>();

  /** Stubs the globals; `vi.unstubAllGlobals` and `vi.restoreAllMocks` undo it. */
  constructor({ hasLocks = true, keeps = true }: BrowserOptions = {}) {
    const { notifications } = this;
    class Notification extends EventTarget {
      static permission = 'granted';
      constructor(title: string) {
        super();
        notifications.push(title);
        queueMicrotask(() => this.dispatchEvent(new Event('show')));
      }
      close(): void {
        this.dispatchEvent(new Event('close'));
      }
    }
    vi.stubGlobal('window', { isSecureContext: true, Notification });
    vi.stubGlobal('Notification', Notification);
    vi.stubGlobal('navigator', hasLocks ? { locks: this.locks } : {});
    vi.stubGlobal('indexedDB', keeps ? new IDBFactory() : undefined);
    vi.stubGlobal('document', {
      get hidden() {
        return currentTab().document.hidden;
      },
      addEventListener: (...listens: Parameters<EventTarget['addEventListener']>) =>
        currentTab().document.addEventListener(...listens),
      removeEventListener: (...listens: Parameters<EventTarget['addEventListener']>) =>
        currentTab().document.removeEventListener(...listens),
    });
    for (const level of ['success', 'error', 'info', 'warning'] as const) {
      vi.spyOn(toast, level).mockImplementation((title, options) =>
        this.show(title as string, options as ToastOptions),
      );
    }
    vi.spyOn(toast, 'dismiss').mockImplementation((id) => this.close(String(id)));
  }

  async openTab(userId: string, isVisible: boolean): Promise<Tab> {
    vi.resetModules();
    const tab = new Tab(this, isVisible);
    await tabs.run(tab, () => tab.load(userId));
    return tab;
  }

  /** The toasts that can be seen now. */
  get onScreen(): string[] {
    return [...this.open.values()].map(({ title }) => title);
  }

  /** Closes a toast, as the person does, or sonner when it is told to. */
  close(id: string): string {
    const shown = this.open.get(id);
    this.open.delete(id);
    shown?.onDismiss?.();
    return id;
  }

  /** Waits until all tabs have done what they can do without time passing. */
  async settled(): Promise<void> {
    for (let i = 0; i < ROUNDS; i++) await new Promise((resolve) => setImmediate(resolve));
  }

  private show(title: string, { id, description, onDismiss }: ToastOptions): string {
    const tab = currentTab();
    const appear = (): void => {
      if (tab.isStuck) return;
      this.toasts.push(title);
      this.open.set(String(id), { title, ...(onDismiss && { onDismiss: onDismiss as () => void }) });
      description.props.onThere();
    };
    setImmediate(appear);
    return String(id);
  }
}

type DeliveryModule = typeof import('../../client/src/features/notices/delivery.js');
type ShownModule = typeof import('../../client/src/features/notices/shown-notices.js');

export class Tab {
  readonly document: EventTarget & { hidden: boolean };
  readonly dismissed: string[] = [];
  /** The tab runs, but nothing appears on its screen any more. */
  isStuck = false;
  private delivery: InstanceType<DeliveryModule['Delivery']> | null = null;

  constructor(
    private readonly browser: BrowserByHand,
    isVisible: boolean,
  ) {
    this.document = Object.assign(new EventTarget(), { hidden: !isVisible });
  }

  async load(userId: string): Promise<void> {
    const { Delivery } = (await import('../../client/src/features/notices/delivery.js')) satisfies DeliveryModule;
    const { ShownNotices } = (await import('../../client/src/features/notices/shown-notices.js')) satisfies ShownModule;
    const onDismiss = (id: string): void => void this.dismissed.push(id);
    this.delivery = new Delivery({ userId, shown: new ShownNotices(userId), onDismiss, onFollow: () => undefined });
  }

  /** These came just now (`live`), or while nobody was there. */
  hear(notices: readonly Notice[], live = true): void {
    this.does((delivery) => delivery.add(notices, live));
  }

  forget(noticeId: string): void {
    this.does((delivery) => delivery.forget(noticeId));
  }

  setVisible(isVisible: boolean): void {
    this.document.hidden = !isVisible;
    tabs.run(this, () => this.document.dispatchEvent(new Event('visibilitychange')));
  }

  /** As when the person signs out, or leaves the page. */
  stop(): void {
    this.does((delivery) => delivery.stop());
  }

  crash(): void {
    this.isStuck = true;
    this.browser.locks.crash(this);
  }

  private does(what: (delivery: InstanceType<DeliveryModule['Delivery']>) => void): void {
    tabs.run(this, () => {
      if (this.delivery) what(this.delivery);
    });
  }
}

/** Timeouts that pass when the test says so, each in the tab that set it. */
export function holdTimeouts(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { setTimeout: held } = globalThis;
  vi.stubGlobal('setTimeout', (work: () => void, ms: number) => held(AsyncResource.bind(work), ms));
}
