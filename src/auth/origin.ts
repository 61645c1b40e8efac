/** Which pages may act in a signed-in user's name: only Devreel's own. */
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../http/problem.js';

/** As `URL.hostname` spells them. */
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Whether this `URL.hostname` means the machine itself. */
export const isLoopback = (hostname: string): boolean => loopbackNames.includes(hostname);

/**
 * False for a request that a browser made for a page of another origin. True for Devreel's own pages, and for programs, which
 * send no such headers. A form on a page with `Referrer-Policy: no-referrer` sends `Origin: null` even to its own
 * server (https://fetch.spec.whatwg.org/#append-a-request-origin-header); then Sec-Fetch-Site, which no page can set, decides.
 */
export function originAllowed(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return false;
  if (headers.origin === undefined) return true;
  if (headers.origin === 'null') return site === 'same-origin';
  return headers.origin === new URL(publicUrl).origin;
}

/** Throws 403 `cross_origin` where `originAllowed` says no. */
export function refuseCrossOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  if (originAllowed(headers, publicUrl)) return;
  const { origin } = new URL(publicUrl);
  throw new Problem(
    403,
    'cross_origin',
    `Only pages of ${origin} may do this in your name. If you run Devreel under another address, set PUBLIC_URL to it.`,
  );
}
