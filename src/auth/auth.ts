/** better-auth as Devreel uses it: e-mail and password, cookie sessions, tables of its own. */
import { Logger } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint, isAPIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { Pool } from 'pg';
import { z } from 'zod';
import { watchedLine } from '../database/line.js';
import { isDatabaseOutage } from '../database/outages.js';
import type { SingleSignOn } from '../settings/single-sign-on.js';
import { isLoopback } from './origin.js';
import { refusalOf, singleSignOnPlugin } from './single-sign-on.js';

const DAY_SECONDS = 24 * 60 * 60;

const COOKIE_PREFIX = 'devreel';
/** Under https its name begins with `__Secure-`. */
export const SESSION_COOKIE = `${COOKIE_PREFIX}.session_token`;

/** The header that tells better-auth the caller's address. We set it from the connection; the caller's own is dropped. */
export const CLIENT_IP_HEADER = 'x-devreel-client-ip';

export interface AuthOptions {
  /** From `openAuthPool`. */
  pool: Pool;
  secret: string;
  publicUrl: string;
  /** Called after a session was deleted, for whatever reason. */
  onSessionEnded: (sessionId: string) => void;
  /** By which people sign in, too, and whether it may make an account for an address. */
  singleSignOn?: { settings: SingleSignOn; mayMake: (email: string) => Promise<boolean> };
}

/** A few connections of their own, on which unqualified names mean the schema `auth`. */
export function openAuthPool(databaseUrl: string): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    options: '-c search_path=auth',
    max: 5,
    ...watchedLine,
    idleTimeoutMillis: 20_000,
  });
  pool.on('error', (error) => new Logger('auth').warn(`A database connection broke: ${error.message}`));
  return pool;
}

/** The better-auth instance. Its tables must be there: see `migrateAuth`. */
export function createAuth({ pool, secret, publicUrl, onSessionEnded, singleSignOn }: AuthOptions) {
  const { origin, protocol, hostname } = new URL(publicUrl);
  return betterAuth({
    appName: 'Devreel',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    database: pool,
    trustedOrigins: [origin],
    telemetry: { enabled: false },
    // Who may make an account is decided before it is asked: an invitation is as good as an open door.
    emailAndPassword: { enabled: true },
    user: {
      additionalFields: { administrator: { type: 'boolean', required: false, input: false } },
      ...(singleSignOn && { validateUserInfo: (coming) => refusalOf(coming, singleSignOn.mayMake) }),
    },
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: { enabled: true, storage: 'database', ...attempts(isLoopback(hostname)) },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: protocol === 'https:',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      database: { generateId: 'uuid', joins: true },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      // One rule for all of Devreel instead: see origin.ts.
      disableCSRFCheck: true,
      disableOriginCheck: false,
    },
    databaseHooks: { session: { delete: { after: ({ id }) => Promise.resolve(onSessionEnded(id)) } } },
    // What is no refusal of its own, such as an outage of the database, comes to us as it is.
    onAPIError: { throw: true },
    logger: { level: 'error', log: (level, message, ...rest) => logError(level, message, rest) },
    plugins: [sessionStarter(), ...(singleSignOn ? [singleSignOnPlugin(singleSignOn.settings)] : [])],
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** What better-auth wrapped into a refusal of its own, such as an outage of the database; else the error itself. */
export function causeOf(error: unknown): unknown {
  if (!isAPIError(error)) return error;
  const cause: unknown = error.body?.['cause'];
  return cause ?? error;
}

/**
 * The rate limit: how often one address may try within a minute. On a loopback address only users of the same machine could
 * be kept out, and whole test suites sign in from there.
 */
function attempts(local: boolean) {
  const rule = (max: number) => ({ window: 60, max });
  return {
    ...rule(600),
    customRules: {
      '/sign-in/email': rule(local ? 1_000 : 20),
      '/sign-up/email': rule(local ? 1_000 : 30),
      // On the way to the identity provider nothing is guessed.
      '/sign-in/social': rule(600),
      // Signing out is never limited, however many people sign out behind the same proxy.
      '/sign-out': false as const,
    },
  };
}

/** Lets our own ways of signing in create a session and its signed cookie, just as better-auth creates its own. */
function sessionStarter() {
  return {
    id: 'devreel-session-starter',
    endpoints: {
      startSession: createAuthEndpoint.serverOnly(
        { method: 'POST', body: z.object({ userId: z.uuid() }), requireHeaders: true },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
          if (!user) throw new Error('The user of this sign-in link is gone');
          const session = await ctx.context.internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ sessionId: session.id });
        },
      ),
    },
  };
}

const heard = new AsyncLocalStorage<{ outage?: Error }>();

/** better-auth logs some outages of the database, and answers with a status of its own choice. Throws the outage instead. */
export async function withOutages(answer: () => Promise<Response>): Promise<Response> {
  const note: { outage?: Error } = {};
  const answered = await heard.run(note, answer);
  if (!answered.ok && note.outage) throw note.outage;
  return answered;
}

function logError(level: string, message: string, rest: unknown[]): void {
  if (level !== 'error') return;
  const note = heard.getStore();
  const outage = rest.find(isDatabaseOutage);
  if (note && outage instanceof Error) note.outage = outage;
  const causes = rest.map((value) => (value instanceof Error ? (value.stack ?? value.message) : ''));
  new Logger('auth').error([message, ...causes].filter(Boolean).join('\n'));
}
