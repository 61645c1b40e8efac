import type { RequestHandler } from 'express';
import { isLoopback } from './origin.js';

/** Addresses that programs use: they need no cookie, and may not follow a redirect. */
const notPages = /^\/(api(?!\/docs(\/|$))|socket\.io|healthz|readyz|metrics)(\/|$)/;

/** Pages that links with a token lead to, in the query or in the path. */
const WITH_TOKEN = /^\/(sign-in|reset|confirm-email|unsubscribe|invitations\/[^/]+)\/?$/;

/**
 * Goes before everything that serves pages. Sends `localhost` and the like to the public URL's own name, or the cookie set
 * under one name would be missing under the other; and keeps the tokens of links out of the Referer of whatever their pages load.
 */
export function pages(publicUrl: string): RequestHandler {
  const { origin, hostname } = new URL(publicUrl);
  return (request, response, next) => {
    if (WITH_TOKEN.test(request.path)) response.set('Referrer-Policy', 'no-referrer');
    const asked = hostnameOf(request.headers.host);
    const elsewhere = isLoopback(hostname) && isLoopback(asked) && asked !== hostname;
    if (!elsewhere || !['GET', 'HEAD'].includes(request.method) || notPages.test(request.path)) return next();
    response.redirect(307, origin + request.originalUrl);
  };
}

function hostnameOf(host: string | undefined): string {
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}
