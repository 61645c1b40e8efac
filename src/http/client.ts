/** The page's files, with what the page is told of the steps, and the security headers of everything. */
import express from 'express';
import expressStaticGzip from 'express-static-gzip';
import type { RequestHandler } from 'express';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registry } from '../contract/registry.js';

/** Served by the program itself; any other address that a browser opens is a page of the client. */
const NOT_PAGES = /^\/(api|s|socket\.io|healthz|readyz|metrics|admin|assets)(\/|$)/;

/** What only those may read who asked for it, by their cookie or key, is kept by no cache, unless the answer says otherwise. */
const PRIVATE = /^\/(api|admin|socket\.io)(\/|$)/;

/** Other origins that a page may turn to. */
interface Origins {
  /** Where the page itself is served. */
  publicUrl: string;
  /** Where recordings are played from; empty where that is this origin. */
  media: string;
}

/** Only files named like this were packed at the build; odd addresses are left to Express, which knows how to refuse them. */
const PACKED = /^\/assets\/[\w.-]+$/;

const contentSecurityPolicy = (base: "'none'" | "'self'", { publicUrl, media }: Origins): string =>
  [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    `media-src 'self' ${media}`.trim(),
    "style-src 'self' 'unsafe-inline'", // the toasts' library brings its styles in a tag
    `connect-src 'self' ${socketOrigin(publicUrl)}`,
    "frame-ancestors 'none'",
    `base-uri ${base}`,
    "form-action 'self'",
  ].join('; ');

/** Named besides 'self', because older browsers do not take that to mean WebSockets, too. */
const socketOrigin = (publicUrl: string): string => new URL(publicUrl).origin.replace(/^http/, 'ws');

export function securityHeaders(origins: Origins): RequestHandler {
  return ({ path }, response, next) => {
    response.set({
      // The board of the queues names its own address as base.
      'Content-Security-Policy': contentSecurityPolicy(path.startsWith('/admin/') ? "'self'" : "'none'", origins),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
    });
    if (PRIVATE.test(path)) response.set('Cache-Control', 'private, no-store');
    next();
  };
}

/**
 * `folder`: the built client. Files named by their content are cached for good, the page itself never; they were packed at the build.
 */
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
  const serving = { index: false as const, redirect: false, immutable: true, maxAge: '1y', setHeaders: revalidate };
  const files = express.static(folder, serving);
  const packedFiles = expressStaticGzip(folder, {
    index: false,
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    serveStatic: serving,
  });
  const filesButPage: RequestHandler = (request, response, next) => {
    // By its own name, too, the page has the registry in it.
    if (request.path === '/index.html') next();
    else void (PACKED.test(request.path) ? packedFiles : files)(request, response, next);
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
