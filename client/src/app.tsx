/** Every page of the app, one line each. */
import { Suspense } from 'react';
import type { RouteObject } from 'react-router';
import { BrowserRouter, Navigate, useRoutes } from 'react-router';
import type { ProjectPage } from './features/project/project-page.js';
import { HomePage } from './features/projects/home-page.js';
import { lazyPage } from './lazy-page.js';
import { NoSuchPage } from './no-such-page.js';
import { Shelf } from './shelf.js';
import { Shell } from './shell.js';
import { Loading } from './ui/resource-view.js';

/*
 * What people see first comes with the first script: home. Each other page is loaded when it is opened; where it is the
 * first one, the server's HTML has it loaded at once (`src/http/early-pages.ts`).
 */
const SignInPage = lazyPage(async () => (await import('./features/account/sign-in-page.js')).SignInPage);
const ProjectLayout = lazyPage(async () => (await import('./features/project/project-layout.js')).ProjectLayout);
const OverviewPage = lazyPage(async () => (await import('./features/project/overview-page.js')).OverviewPage);
const ContentPage = lazyPage(async () => (await import('./features/editor/content-page.js')).ContentPage);
const TranscriptPage = lazyPage(async () => (await import('./features/transcript/transcript-page.js')).TranscriptPage);
const TranscriptBeside = lazyPage(
  async () => (await import('./features/transcript/transcript-beside.js')).TranscriptBeside,
);
const ScreenshotsPage = lazyPage(
  async () => (await import('./features/screenshots/screenshots-page.js')).ScreenshotsPage,
);
const ChaptersPage = lazyPage(async () => (await import('./features/chapters/chapters-page.js')).ChaptersPage);
const SearchPage = lazyPage(async () => (await import('./features/search/search-page.js')).SearchPage);
const InvitationPage = lazyPage(async () => (await import('./features/members/invitation-page.js')).InvitationPage);
const BinPage = lazyPage(async () => (await import('./features/projects/bin-page.js')).BinPage);
const ForgotPage = lazyPage(async () => (await import('./features/account/forgot-page.js')).ForgotPage);
const ResetPage = lazyPage(async () => (await import('./features/account/reset-page.js')).ResetPage);
const ConfirmEmailPage = lazyPage(
  async () => (await import('./features/account/confirm-email-page.js')).ConfirmEmailPage,
);
const UnsubscribePage = lazyPage(async () => (await import('./features/account/unsubscribe-page.js')).UnsubscribePage);
const ModelsPage = lazyPage(async () => (await import('./features/account/models-page.js')).ModelsPage);
const OperatorsPage = lazyPage(async () => (await import('./features/operators/operators-page.js')).OperatorsPage);
const AccountPage = lazyPage(async () => (await import('./features/account/account-page.js')).AccountPage);

/** The pages of a project, in the order of their links. `tab: null`: the sidebar has a link to each draft. */
const projectPages: readonly ProjectPage[] = [
  { path: '', tab: 'overview', player: 'first', element: <OverviewPage /> },
  { path: 'transcript', tab: 'transcript', player: 'main', element: <TranscriptPage /> },
  { path: 'screenshots', tab: 'screenshots', player: 'main', element: <ScreenshotsPage /> },
  { path: 'chapters', tab: 'chapters', player: 'main', element: <ChaptersPage /> },
  { path: 'contents/:type', tab: null, player: 'beside', element: <ContentPage /> },
];

const project: RouteObject = {
  path: '/projects/:id',
  element: (
    <ProjectLayout
      pages={projectPages}
      beside={(project) => (
        // It comes and goes with the width of the window: what else is on the screen stays meanwhile.
        <Suspense fallback={<Loading />}>
          <TranscriptBeside project={project} />
        </Suspense>
      )}
    />
  ),
  children: projectPages.map(({ path, element }) => ({ path, element })),
};

/** The pages inside the shell are for people who are signed in. */
const pages: RouteObject[] = [
  { path: '/sign-in', element: <SignInPage /> },
  { path: '/invitations/:token', element: <InvitationPage /> },
  { path: '/reset', element: <ResetPage /> },
  { path: '/forgot', element: <ForgotPage /> },
  { path: '/confirm-email', element: <ConfirmEmailPage /> },
  { path: '/unsubscribe', element: <UnsubscribePage /> },
  {
    element: <Shell />,
    children: [
      { path: '/', element: <HomePage /> },
      { path: '/projects', element: <Navigate to="/" replace /> },
      project,
      { path: '/bin', element: <BinPage /> },
      { path: '/search', element: <SearchPage /> },
      { path: '/account', element: <AccountPage /> },
      { path: '/models', element: <ModelsPage /> },
      { path: '/operators', element: <OperatorsPage /> },
      { path: '*', element: <NoSuchPage /> },
    ],
  },
];

export function App() {
  return (
    <BrowserRouter>
      <Suspense fallback={<Loading />}>
        <Pages />
      </Suspense>
      <Shelf />
    </BrowserRouter>
  );
}

const Pages = () => useRoutes(pages);
