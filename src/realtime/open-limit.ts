/** What somebody is told who holds as many sockets and event streams open as one account may. */
import { Problem } from '../http/problem.js';

/** Tabs are closed by people. */
const RETRY_AFTER_SECONDS = '30';

export const tooManyOpen = (most: number): string =>
  `Your account has ${most.toLocaleString('en')} tabs and streams open here, which is as many as it may. Close some, then try again.`;

export const tooManyOpenProblem = (most: number): Problem =>
  new Problem(429, 'too_many_sockets', tooManyOpen(most), undefined, {
    headers: { 'Retry-After': RETRY_AFTER_SECONDS },
  });
