/** What the page tells the server of notices, and which of the system's notifications it knows as its own. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Bell = typeof import('../../client/src/features/notices/bell-store.js');
type Notices = typeof import('../../client/src/features/notices/notices.js');
type System = typeof import('../../client/src/features/notices/system-notifications.js');

/** As much of a browser as these modules touch. */
class FakeNotification extends EventTarget {
  static permission = 'granted';
  static readonly made: FakeNotification[] = [];
  closed = false;

  constructor() {
    super();
    FakeNotification.made.push(this);
    queueMicrotask(() => this.dispatchEvent(new Event('show')));
  }
  close(): void {
    this.closed = true;
    this.dispatchEvent(new Event('close'));
  }
}

let page: EventTarget & { hidden: boolean };

async function load(): Promise<Bell & Notices & System> {
  vi.stubGlobal('window', { isSecureContext: true, Notification: FakeNotification });
  vi.stubGlobal('Notification', FakeNotification);
  vi.stubGlobal('navigator', {});
  const [bell, notices, system] = await Promise.all([
    import('../../client/src/features/notices/bell-store.js'),
    import('../../client/src/features/notices/notices.js'),
    import('../../client/src/features/notices/system-notifications.js'),
  ]);
  page = Object.assign(new EventTarget(), { hidden: true, getElementById: () => null });
  vi.stubGlobal('document', page);
  return { ...bell, ...notices, ...system };
}

const look = (): void => {
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
};

/** The server's answers to `POST /api/notices/seen`, by hand. */
class Server {
  readonly told: ((worked: boolean) => void)[] = [];

  readonly fetch = (path: string): Promise<Response> => {
    if (path !== '/api/notices/seen') return Promise.resolve(Response.json({ items: [], nextCursor: null, unread: 0 }));
    return new Promise((resolve, reject) =>
      this.told.push((worked) =>
        worked ? resolve(new Response(null, { status: 204 })) : reject(new TypeError('away')),
      ),
    );
  };
}

describe('what was seen', () => {
  let server: Server;
  beforeEach(() => {
    server = new Server();
    vi.stubGlobal('fetch', server.fetch);
    // Node has no IndexedDB, and the page says so.
    vi.spyOn(console, 'warn').mockReturnValue();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('is told again when the server was away, also when what was seen before was told meanwhile', async () => {
    const { bell, notices } = await load();
    const before = bell.get();
    notices.start('someone');
    await vi.waitFor(() => expect(bell.get()).not.toBe(before));
    const see = async (times: number): Promise<void> => {
      bell.set({ items: [], unread: 1 });
      notices.markSeen();
      await vi.waitFor(() => expect(server.told).toHaveLength(times));
    };
    await see(1);
    await see(2);
    server.told[1]?.(false);
    await vi.waitFor(() =>
      expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('The server'), expect.anything()),
    );
    server.told[0]?.(true);
    await new Promise((resolve) => setImmediate(resolve));
    look();
    await vi.waitFor(() => expect(server.told).toHaveLength(3));
    server.told[2]?.(true);
    notices.stop();
  });
});

describe('a notification of the system', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is taken away also when it has replaced another, which is closed by that', async () => {
    const { notify, withdraw } = await load();
    const notice = { id: 'n1', title: 'Ready', body: '', href: '/' };
    await notify(notice, () => undefined);
    await notify(notice, () => undefined);
    const [first, second] = FakeNotification.made;
    first?.close();
    withdraw('n1');
    expect(second?.closed).toBe(true);
  });
});
