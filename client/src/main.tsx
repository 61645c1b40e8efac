// First, so that the token leaves the address bar before anything else happens.
import './features/account/sign-in-token.js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { openSession } from './features/account/session.js';
import { takeFirstProject } from './realtime/live.js';
import { openSaid } from './words/said.js';
import { openWords } from './words/words.js';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
openSession();
await openWords();
await openSaid();
takeFirstProject(location.pathname);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
