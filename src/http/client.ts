/** The page's files, with what the page is told of the steps, and the security headers of everything. */
import express from 'express';
import type { RequestHandler } from 'express';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registry } from '../contract/registry.js';

/** Served by the program itself; any other address that a browser opens is a page of the client. */
const NOT_PAGES = /^\/(api|socket\.io|healthz|readyz|metrics|admin|assets)(\/|$)/;

const contentSecurityPolicy = (base: "'none'" | "'self'", media: string): string =>
  [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    `media-src 'self' ${media}`.trim(),
    "style-src 'self' 'unsafe-inline'", // the toasts' library brings its styles in a tag
    "connect-src 'self' ws: wss:",
    "frame-ancestors 'none'",
    `base-uri ${base}`,
    "form-action 'self'",
  ].join('; ');

/** `media`: another origin that recordings are played from; empty where there is none. */
export function securityHeaders(media: string): RequestHandler {
  return ({ path }, response, next) => {
    response.set({
      // The board of the queues names its own address as base.
      'Content-Security-Policy': contentSecurityPolicy(path.startsWith('/admin/') ? "'self'" : "'none'", media),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
    });
    next();
  };
}

/** `folder`: the built client. Files named by their content are cached for good, the page itself never. */
export function client(folder: string, registry: Registry): RequestHandler[] {
  const block = registryBlock(registry);
  const page: RequestHandler = (request, response, next) => {
    const wanted = ['GET', 'HEAD'].includes(request.method) && !NOT_PAGES.test(request.path);
    if (!wanted || !request.accepts('html')) return next();
    // Read each time: a page that is built while this process runs names other files.
    readFile(join(folder, 'index.html'), 'utf8').then(
      (html) =>
        response
          .set('Cache-Control', 'no-cache')
          .type('html')
          .send(html.replace('</head>', () => `${block}</head>`)),
      (error: unknown) => (isMissing(error) ? next() : next(error)),
    );
  };
  const files = express.static(folder, {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: '1y',
    setHeaders: revalidate,
  });
  const filesButPage: RequestHandler = (request, response, next) => {
    // By its own name, too, the page has the registry in it.
    if (request.path === '/index.html') next();
    else void files(request, response, next);
  };
  return [filesButPage, page];
}

/** The page has not been built. */
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Data, which browsers do not run, whatever the security policy says of scripts. `<` could end the element. */
const registryBlock = (registry: Registry): string =>
  `<script type="application/json" id="registry">${JSON.stringify(registry).replaceAll('<', '\\u003c')}</script>`;

function revalidate(response: { setHeader(name: string, value: string): void }, path: string): void {
  if (!path.includes('/assets/')) response.setHeader('Cache-Control', 'no-cache');
}
