/** The page's files, with what the page is told of the steps, and the security headers of everything. */
import express from 'express';
import expressStaticGzip from 'express-static-gzip';
import type { Request, RequestHandler } from 'express';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FirstAnswers } from '../contract/first-answers.js';
import type { Registry } from '../contract/registry.js';
import { earlyFiles } from './early-pages.js';

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

/** As long as a page may wait for what it asks for first: a database that does not answer must not keep it away. */
const PATIENCE_MS = 1_000;

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

interface ClientOptions {
  registry: Registry;
  /** What the page asks for first, for who sends this request. */
  answers: (request: Request) => Promise<FirstAnswers>;
}

/**
 * `folder`: the built client. Files named by their content are cached for good, the page itself never; they were packed at the build.
 */
export function client(folder: string, { registry, answers }: ClientOptions): RequestHandler[] {
  const steps = dataBlock('registry', registry);
  const page: RequestHandler = (request, response, next) => {
    const wanted = ['GET', 'HEAD'].includes(request.method) && !NOT_PAGES.test(request.path);
    if (!wanted || !request.accepts('html')) return next();
    // Read each time: a page that is built while this process runs names other files.
    const html = readFile(join(folder, 'index.html'), 'utf8');
    Promise.all([
      html,
      earlyFiles(folder, request.path, request.acceptsLanguages()[0]),
      soonEnough(answers(request)),
    ]).then(
      ([html, early, first]) =>
        response
          .set('Cache-Control', 'private, no-store')
          .type('html')
          .send(withHead(html, [...early.map(preload), steps, dataBlock('first-answers', first)])),
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

const preload = (file: string): string => `<link rel="modulepreload" crossorigin href="/${file}">`;

const withHead = (html: string, more: string[]): string => html.replace('</head>', () => `${more.join('')}</head>`);

/** The page has not been built. */
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The page comes without answers where they are long in coming, or cannot be had: it asks for them itself, and says what is wrong. */
async function soonEnough(answers: Promise<FirstAnswers>): Promise<FirstAnswers> {
  const late = new AbortController();
  const none = wait(PATIENCE_MS, {}, { signal: late.signal, ref: false }).catch(() => ({}));
  try {
    return await Promise.race([answers.catch(() => ({})), none]);
  } finally {
    late.abort();
  }
}

/** Data, which browsers do not run, whatever the security policy says of scripts. `<` could end the element. */
const dataBlock = (id: string, data: object): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;

function revalidate(response: { setHeader(name: string, value: string): void }, path: string): void {
  if (!path.includes('/assets/')) response.setHeader('Cache-Control', 'no-cache');
}
