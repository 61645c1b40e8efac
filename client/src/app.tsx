/** Every page of the app, one line each. */
import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { BrowserRouter, Navigate, useRoutes } from 'react-router';
import { AccountPage } from './features/account/account-page.js';
import { ResetPage } from './features/account/reset-page.js';
import { SignInPage } from './features/account/sign-in-page.js';
import { ChaptersPage } from './features/chapters/chapters-page.js';
import { InvitationPage } from './features/members/invitation-page.js';
import { OverviewPage } from './features/project/overview-page.js';
import { ProjectLayout } from './features/project/project-layout.js';
import type { ProjectPage } from './features/project/project-page.js';
import { BinPage } from './features/projects/bin-page.js';
import { HomePage } from './features/projects/home-page.js';
import { ScreenshotsPage } from './features/screenshots/screenshots-page.js';
import { SearchPage } from './features/search/search-page.js';
import { TranscriptBeside } from './features/transcript/transcript-beside.js';
import { TranscriptPage } from './features/transcript/transcript-page.js';
import { NoSuchPage } from './no-such-page.js';
import { Shell, Toasts } from './shell.js';

// Loaded when a draft is opened: its Markdown parser is the largest part of the page, and nothing else needs it.
const ContentPage = lazy(() =>
  import('./features/editor/content-page.js').then(({ ContentPage }) => ({ default: ContentPage })),
);

/** The pages of a project, in the order of their links. `tab: null`: the sidebar has a link to each draft. */
const projectPages: readonly ProjectPage[] = [
  { path: '', tab: 'Overview', player: 'first', element: <OverviewPage /> },
  { path: 'transcript', tab: 'Transcript', player: 'main', element: <TranscriptPage /> },
  { path: 'screenshots', tab: 'Screenshots', player: 'main', element: <ScreenshotsPage /> },
  { path: 'chapters', tab: 'Chapters', player: 'main', element: <ChaptersPage /> },
  { path: 'contents/:type', tab: null, player: 'beside', element: <ContentPage /> },
];

const project: RouteObject = {
  path: '/projects/:id',
  element: <ProjectLayout pages={projectPages} beside={(project) => <TranscriptBeside project={project} />} />,
  children: projectPages.map(({ path, element }) => ({ path, element })),
};

/** The pages inside the shell are for people who are signed in. */
const pages: RouteObject[] = [
  { path: '/sign-in', element: <SignInPage /> },
  { path: '/invitations/:token', element: <InvitationPage /> },
  { path: '/reset', element: <ResetPage /> },
  {
    element: <Shell />,
    children: [
      { path: '/', element: <HomePage /> },
      { path: '/projects', element: <Navigate to="/" replace /> },
      project,
      { path: '/bin', element: <BinPage /> },
      { path: '/search', element: <SearchPage /> },
      { path: '/account', element: <AccountPage /> },
      { path: '*', element: <NoSuchPage /> },
    ],
  },
];

export function App() {
  return (
    <BrowserRouter>
      <Pages />
      <Toasts />
    </BrowserRouter>
  );
}

const Pages = () => useRoutes(pages);
