/** What surrounds every page: the header, toasts, and the banner of a lost connection, or of no worker. */
import { Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { Link, Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { Toaster } from 'sonner';
import { AccountMenu } from './features/account/account-menu.js';
import { useSession } from './features/account/session.js';
import { Bell } from './features/notices/bell.js';
import { onFollow } from './features/notices/notices.js';
import { SearchInHeader } from './features/search/search-field.js';
import { UploadInHeader } from './features/upload/upload-progress.js';
import { useConnection } from './realtime/live.js';
import { showsPage } from './realtime/presence.js';
import { useLookingForWorkers, useNoWorker } from './no-worker.js';
import { Brand } from './ui/brand.js';
import { Empty } from './ui/message.js';
import { useMinutes } from './ui/now.js';
import { Loading } from './ui/resource-view.js';
import { ago } from './ui/times-and-sizes.js';
import { t } from './words/words.js';

/** Around every page of somebody who is signed in. */
export function Shell() {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  const main = useFocusOnArrival();
  const navigate = useNavigate();
  useEffect(() => onFollow((href) => void navigate(href)), [navigate]);
  useEffect(() => showsPage(pathname), [pathname]);
  if (session.state === 'out') return <Navigate to="/sign-in" replace state={pathname + search + hash} />;
  if (session.state !== 'in') return <Arriving unreachable={session.state === 'unreachable'} />;
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="header">
        <Link className="header-home" to="/" aria-label={t('shell.home')}>
          <Brand />
        </Link>
        <UploadInHeader />
        <div className="header-end">
          <SearchInHeader />
          <Bell />
          <AccountMenu me={session.me} />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {/* Whoever is signed in next, as in another tab, finds nothing of the one before in it. */}
        <Suspense key={session.me.id} fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <Banner />
    </>
  );
}

/** After going to another page, the keyboard focus is at its content; screen readers start there too. */
function useFocusOnArrival() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  // A layout effect, because the page's own effects run later and may scroll further down.
  useLayoutEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    // People who are typing in the search field go on typing there.
    if (!document.activeElement?.matches('input[type=search]')) main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}

/** One above the other, so that none hides another; all of them above the banner. */
export function Toasts() {
  const isAlone = useBanner() === null;
  const bottom = isAlone ? '1rem' : '6rem';
  return (
    <Toaster
      position="bottom-right"
      theme="system"
      closeButton
      expand
      visibleToasts={4}
      offset={{ bottom }}
      // The banner has more lines there.
      mobileOffset={{ bottom: isAlone ? '1rem' : '9rem' }}
    />
  );
}

/** One at a time: without a connection nobody knows of workers. `quiet`: the page itself works. */
function useBanner(): { text: string; quiet: boolean } | null {
  const connection = useConnection();
  const noWorker = useNoWorker();
  const now = useMinutes();
  if (connection !== 'online' && connection !== 'connecting') return { text: t(`shell.${connection}`), quiet: false };
  return noWorker && { text: wordsFor(noWorker.lastSeenAt, now), quiet: true };
}

/** Beside the content, not above it: nothing moves when it comes and goes. */
function Banner() {
  useLookingForWorkers();
  const banner = useBanner();
  return (
    <div className="banner-place" aria-live="polite">
      {banner && (
        <p className={banner.quiet ? 'banner banner-quiet' : 'banner'}>
          <span className="banner-dot" />
          {banner.text}
        </p>
      )}
    </div>
  );
}

function wordsFor(lastSeenAt: string | null, now: number): string {
  const seen = lastSeenAt === null ? '' : t('shell.lastWorker', { when: ago(lastSeenAt, now) });
  return t('shell.noWorker') + seen;
}

function Arriving({ unreachable }: { unreachable: boolean }) {
  return (
    <main className="page">
      {unreachable ? (
        <Empty title={t('shell.unreachable.title')}>
          <p>{t('shell.unreachable.text')}</p>
        </Empty>
      ) : (
        <Loading />
      )}
    </main>
  );
}
