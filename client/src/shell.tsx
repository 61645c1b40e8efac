/** What surrounds every page of somebody who is signed in. */
import { Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { Link, Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { AccountMenu } from './features/account/account-menu.js';
import { useSession } from './features/account/session.js';
import { Bell } from './features/notices/bell.js';
import { onFollow } from './features/notices/notices.js';
import { SearchInHeader } from './features/search/search-field.js';
import { UploadInHeader } from './features/upload/upload-progress.js';
import { showsPage } from './realtime/presence.js';
import { Brand } from './ui/brand.js';
import { Empty } from './ui/message.js';
import { Loading } from './ui/resource-view.js';
import { t } from './words/words.js';

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
