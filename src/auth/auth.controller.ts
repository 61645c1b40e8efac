import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Pool } from 'pg';
import { z } from 'zod';
import { account } from '../contract/account.js';
import type { Account } from '../contract/account.js';
import { oneLine } from '../contract/text.js';
import { Invitations } from '../members/invitations.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { clientAddressBehind } from '../http/client-address.js';
import { Describe } from '../http/describe.js';
import { Problem, problems } from '../http/problem.js';
import { causeOf, withOutages } from './auth.js';
import type { Auth } from './auth.js';
import { betterAuthHeaders } from './better-auth-headers.js';
import { Guesses } from './guesses.js';
import { refuseCrossOrigin } from './origin.js';
import { refuseGuessable } from './password-strength.js';
import { passwordsOff } from './passwords-off.js';
import { RESERVED_DOMAIN, spendSignInToken } from './sign-in-links.js';
import { Public } from './signed-in.guard.js';
import { AUTH, AUTH_POOL } from './tokens.js';

// better-auth checks the length of a password: 8 to 128 characters.
const address = z.email().max(254);
const signIn = z.strictObject({
  email: address,
  password: z.string().min(1, 'Write a password'),
  rememberMe: z.boolean().optional(),
});
const signUp = signIn.extend({
  email: address.refine(
    (email) => !email.toLowerCase().endsWith(`@${RESERVED_DOMAIN}`),
    `${RESERVED_DOMAIN} is for Devreel itself`,
  ),
  name: oneLine(z.string().trim().min(1).max(100)),
  invitation: z
    .string()
    .max(200)
    .optional()
    .describe('The token of an invitation, where there are no new accounts without one.'),
});
const signedIn = z.object({ user: account });
const signedOut = z.object({ success: z.literal(true) });
const refusal = z.object({ code: z.string().optional(), message: z.string().optional() });

const COOKIE = { 'Set-Cookie': 'The session.' };

/** Signing in and out. No other addresses of better-auth are served. */
@Controller()
@Public()
export class AuthController {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<ServerSettings, 'publicUrl' | 'signUp' | 'trustProxy' | 'passwordSignIn'>,
    @Inject(AUTH) private readonly auth: Auth,
    @Inject(AUTH_POOL) private readonly pool: Pool,
    private readonly invitations: Invitations,
    private readonly guesses: Guesses,
  ) {}

  @Post('api/auth/sign-up/email')
  @HttpCode(200)
  @Describe({
    summary: 'Make an account, and sign in',
    answer: signedIn,
    answerHeaders: COOKIE,
    problems: {
      400: ['invalid_email', 'password_too_short', 'password_too_long'],
      403: ['cross_origin', 'sign_up_closed', 'password_sign_in_off'],
      404: ['not_found'],
      410: ['invitation_over', 'project_in_bin'],
      422: ['user_already_exists_use_another_email', 'password_too_guessable'],
      429: ['too_many_requests'],
      503: ['unavailable'],
    },
  })
  async signUp(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body({ schema: signUp }) account: z.infer<typeof signUp>,
  ): Promise<{ user: Account }> {
    this.requirePasswords();
    const { invitation, ...asked } = account;
    // Refused before the account is made, where it can be.
    if (invitation !== undefined) await this.invitations.read(invitation);
    else if (this.settings.signUp !== 'open') {
      throw new Problem(403, 'sign_up_closed', 'This Devreel opens no new accounts. Ask those who run it for one.');
    }
    // What is too short or too long better-auth refuses.
    if (account.password.length >= 8 && account.password.length <= 128) {
      await refuseGuessable(account.password, [account.name, account.email]);
    }
    const made = await this.make(request, response, asked);
    if (invitation !== undefined) await this.joinBy(invitation, made.user, response);
    return made;
  }

  private async make(
    request: Request,
    response: Response,
    account: object & { email: string },
  ): Promise<{ user: Account }> {
    try {
      return signedIn.parse(await this.ask(request, response, '/sign-up/email', account));
    } catch (error) {
      if (error instanceof Problem && error.code === NOT_MADE) throw await this.whyNotMade(account.email);
      throw error;
    }
  }

  /** Of two who use one invitation at the same moment, the later one gets no account. */
  private async joinBy(invitation: string, { id }: Account, response: Response): Promise<void> {
    try {
      await this.invitations.accept(id, invitation);
    } catch (error) {
      response.removeHeader('Set-Cookie');
      await this.pool.query('DELETE FROM "user" WHERE id = $1', [id]);
      throw error;
    }
  }

  @Post('api/auth/sign-in/email')
  @HttpCode(200)
  @Describe({
    summary: 'Sign in',
    answer: signedIn,
    answerHeaders: COOKIE,
    problems: {
      400: ['invalid_email', 'password_too_long'],
      401: ['invalid_email_or_password'],
      403: ['cross_origin', 'password_sign_in_off'],
      429: ['too_many_requests'],
      503: ['unavailable'],
    },
  })
  async signIn(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body({ schema: signIn }) account: z.infer<typeof signIn>,
  ): Promise<{ user: Account }> {
    this.requirePasswords();
    const { email } = account;
    const client = clientAddressBehind(this.settings.trustProxy)(request);
    const answer = await this.guesses.atPassword({ email, client }, 'invalid_email_or_password', () =>
      this.ask(request, response, '/sign-in/email', account),
    );
    return signedIn.parse(answer);
  }

  @Post('api/auth/sign-out')
  @HttpCode(200)
  @Describe({
    summary: 'Sign out; without a session nothing happens',
    answer: signedOut,
    problems: { 403: ['cross_origin'], 503: ['unavailable'] },
  })
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<{ success: true }> {
    await this.ask(request, response, '/sign-out', {});
    await this.requireSignedOut(request);
    return { success: true };
  }

  /** Only POST redeems the token, so that a prefetch or a preview of the link does not spend it. */
  @Post('sign-in')
  @HttpCode(303)
  @Describe({
    summary: 'Redeem a sign-in link, for browsers',
    details: 'Its `token` comes in the query or as a form. Leads to the page, signed in or with the reason why not.',
    answer: null,
    answerHeaders: { ...COOKIE, Location: 'The page.' },
    problems: { 403: ['cross_origin'], 503: ['unavailable'] },
  })
  async redeem(@Req() request: Request, @Res() response: Response): Promise<void> {
    refuseCrossOrigin(request.headers, this.settings.publicUrl);
    const token = tokenOf(request.body) ?? tokenOf(request.query);
    const userId = token === undefined ? null : await spendSignInToken(this.pool, token);
    if (userId !== null) {
      const started = await this.auth.api.startSession({
        body: { userId },
        headers: this.headersFor(request),
        returnHeaders: true,
      });
      response.append('Set-Cookie', started.headers.getSetCookie());
    }
    response.set('Cache-Control', 'no-store').redirect(303, userId === null ? '/sign-in?problem=link_expired' : '/');
  }

  /** better-auth says the same of an outage and of two who take one address at once. Throws what the database says. */
  private async whyNotMade(email: string): Promise<Problem> {
    const { rowCount } = await this.pool.query('SELECT FROM "user" WHERE email = lower($1)', [email]);
    return rowCount === 0 ? problems.internal() : taken();
  }

  /** better-auth reports success even when the database refused. Throws then, so that nobody wrongly believes to be signed out. */
  private async requireSignedOut(request: Request): Promise<void> {
    const { cookie } = request.headers;
    if (cookie === undefined) return;
    const query = { disableRefresh: true };
    const found = await this.auth.api
      .getSession({ headers: new Headers({ cookie }), query })
      .catch((error: unknown) => {
        throw causeOf(error);
      });
    if (found) throw new Error('The session is still there after signing out');
  }

  /** Calls better-auth, passes its cookies on, and returns its answer. Throws its refusals as problems. */
  private async ask(request: Request, response: Response, path: string, body: object): Promise<unknown> {
    refuseCrossOrigin(request.headers, this.settings.publicUrl);
    const { origin } = new URL(this.settings.publicUrl);
    const asked = new Request(`${origin}/api/auth${path}`, {
      method: 'POST',
      headers: this.headersFor(request),
      body: JSON.stringify(body),
    });
    const answered = await withOutages(() => this.auth.handler(asked));
    response.set('Cache-Control', 'no-store');
    const cookies = answered.headers.getSetCookie();
    if (cookies.length > 0) response.append('Set-Cookie', cookies);
    if (!answered.ok) throw await problemOf(answered);
    return answered.json();
  }

  private headersFor(request: Request): Headers {
    return betterAuthHeaders(request, clientAddressBehind(this.settings.trustProxy)(request));
  }

  private requirePasswords(): void {
    if (!this.settings.passwordSignIn) throw passwordsOff();
  }
}

const tokenOf = (sent: unknown): string | undefined => z.object({ token: z.string() }).safeParse(sent).data?.token;

/** Never seen outside. */
const NOT_MADE = 'not_made';
const taken = (): Problem =>
  new Problem(
    422,
    'user_already_exists_use_another_email',
    'There is an account with this e-mail address already. Sign in, or use another one.',
  );

/** Refusals that the caller can correct. Any other one is our fault. */
const PASSED_ON = new Set([
  'INVALID_EMAIL',
  'INVALID_EMAIL_OR_PASSWORD',
  'PASSWORD_TOO_SHORT',
  'PASSWORD_TOO_LONG',
  'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL',
]);

/** better-auth's `{ code: 'UPPER_SNAKE', message }` as a problem. */
async function problemOf(refused: globalThis.Response): Promise<Problem> {
  const { code, message } = refusal.catch({}).parse(await refused.json().catch(() => ({})));
  if (refused.status === 429) {
    const wait = refused.headers.get('X-Retry-After') ?? '60';
    return new Problem(429, 'too_many_requests', `Too many attempts. Try again in ${wait} seconds.`, undefined, {
      headers: { 'Retry-After': wait },
    });
  }
  if (code === 'FAILED_TO_CREATE_USER') return new Problem(500, NOT_MADE, '');
  if (code === undefined || !PASSED_ON.has(code)) return problems.internal();
  return new Problem(refused.status, code.toLowerCase(), message ?? 'This was refused.');
}
