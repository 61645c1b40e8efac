import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { BrowserRouter, Link, Navigate, Outlet, Route, Routes, useLocation, useNavigate } from 'react-router';
import { Toaster } from 'sonner';
import { AccountMenu } from './features/account/account-menu.js';
import { useSession } from './features/account/session.js';
import { Brand, SignInPage } from './features/account/sign-in-page.js';
import { ChaptersPage } from './features/chapters/chapters-page.js';
import { Bell } from './features/notices/bell.js';
import { OverviewPage } from './features/project/overview-page.js';
import { ProjectLayout } from './features/project/project-layout.js';
import { HomePage } from './features/projects/home-page.js';
import { ScreenshotsPage } from './features/screenshots/screenshots-page.js';
import { SearchInHeader } from './features/search/search-field.js';
import { SearchPage } from './features/search/search-page.js';
import { TranscriptPage } from './features/transcript/transcript-page.js';
import { UploadInHeader } from './features/upload/upload-progress.js';
import { onFollow } from './features/notices/notices.js';
import { useConnection } from './realtime/live.js';
import { ButtonLink } from './ui/button.js';
import { Empty } from './ui/message.js';
import { Loading } from './ui/resource-view.js';

// The Markdown reader is the heaviest thing here, and only drafts need it.
const ContentPage = lazy(() =>
  import('./features/editor/content-page.js').then(({ ContentPage }) => ({ default: ContentPage })),
);

export function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route path="/sign-in" element={<SignInPage />} />
        <Route element={<Shell />}>
          <Route index element={<HomePage />} />
          <Route path="/projects" element={<Navigate to="/" replace />} />
          <Route path="/projects/:id" element={<ProjectLayout />}>
            <Route index element={<OverviewPage />} />
            <Route path="transcript" element={<TranscriptPage />} />
            <Route path="screenshots" element={<ScreenshotsPage />} />
            <Route path="chapters" element={<ChaptersPage />} />
            <Route path="contents/:type" element={<ContentPage />} />
          </Route>
          <Route path="search" element={<SearchPage />} />
          <Route path="*" element={<NoSuchPage />} />
        </Route>
      </Routes>
      <Toasts />
    </BrowserRouter>
  );
}

/** Around every page of somebody who is signed in. */
function Shell() {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  const main = useFocusOnArrival();
  const navigate = useNavigate();
  useEffect(() => onFollow((href) => void navigate(href)), [navigate]);
  if (session.state === 'out') return <Navigate to="/sign-in" replace state={pathname + search + hash} />;
  if (session.state !== 'in') return <Arriving unreachable={session.state === 'unreachable'} />;
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="header">
        <Link className="header-home" to="/" aria-label="Devreel, your projects">
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
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <ConnectionBanner />
    </>
  );
}

/** On another page, the keyboard and those who hear the page start at its content. */
function useFocusOnArrival() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  // Before the effects of the page itself, which may lead to a place further down.
  useLayoutEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    // Who types in the search goes on typing there.
    if (!document.activeElement?.matches('input[type=search]')) main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}

/** One above the other, so that none hides what another tells; and above what is said of the connection. */
function Toasts() {
  const bottom = bannerOf(useConnection()) === null ? '1rem' : '6rem';
  return (
    <Toaster
      position="bottom-right"
      theme="system"
      closeButton
      expand
      visibleToasts={4}
      offset={{ bottom }}
      mobileOffset={{ bottom }}
    />
  );
}

const CONNECTION_WORDS = {
  offline: 'Connection lost. Trying again…',
  polling: 'No live connection. Looking for news every few seconds…',
};

const bannerOf = (connection: ReturnType<typeof useConnection>): string | null =>
  connection === 'offline' || connection === 'polling' ? CONNECTION_WORDS[connection] : null;

/** Beside the content, not above it: nothing moves when it comes and goes. */
function ConnectionBanner() {
  const words = bannerOf(useConnection());
  return (
    <div className="banner-place" aria-live="polite">
      {words !== null && (
        <p className="banner">
          <span className="banner-dot" />
          {words}
        </p>
      )}
    </div>
  );
}

function Arriving({ unreachable }: { unreachable: boolean }) {
  return (
    <main className="page">
      {unreachable ? (
        <Empty title="The server cannot be reached">
          <p>Trying again every few seconds. If you run it yourself, check that it is started.</p>
        </Empty>
      ) : (
        <Loading />
      )}
    </main>
  );
}

function NoSuchPage() {
  return (
    <div className="page">
      <title>Not found · Devreel</title>
      <h1>Page not found</h1>
      <Empty title="There is nothing at this address">
        <ButtonLink to="/" look="primary">
          To your projects
        </ButtonLink>
      </Empty>
    </div>
  );
}
