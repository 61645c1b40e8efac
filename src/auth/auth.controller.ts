import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Pool } from 'pg';
import { z } from 'zod';
import type { Me } from '../contract/account.js';
import { SETTINGS } from '../env.js';
import type { ServerSettings } from '../env.js';
import { Problem, toProblem } from '../ops/problem.js';
import { CLIENT_IP_HEADER } from './auth.js';
import type { Auth } from './auth.js';
import { refuseCrossOrigin } from './origin.js';
import { RESERVED_DOMAIN, spendSignInToken } from './sign-in-links.js';
import { Public } from './signed-in.guard.js';
import { AUTH, AUTH_POOL } from './tokens.js';

// How long a password must be is better-auth's to say: 8 to 128 characters.
const signIn = z.strictObject({ email: z.email(), password: z.string(), rememberMe: z.boolean().optional() });
const signUp = signIn.extend({
  email: z
    .email()
    .refine(
      (email) => !email.toLowerCase().endsWith(`@${RESERVED_DOMAIN}`),
      `${RESERVED_DOMAIN} is for Devreel itself`,
    ),
  name: z.string().trim().min(1).max(100),
});
const answer = z.object({ user: z.object({ id: z.string(), name: z.string(), email: z.string() }) });
const refusal = z.object({ code: z.string().optional(), message: z.string().optional() });

/** Signing in and out. These and no other addresses of better-auth are served. */
@Controller()
@Public()
export class AuthController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl' | 'signUp'>,
    @Inject(AUTH) private readonly auth: Auth,
    @Inject(AUTH_POOL) private readonly pool: Pool,
  ) {}

  @Post('api/auth/sign-up/email')
  @HttpCode(200)
  async signUp(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<{ user: Me }> {
    if (this.settings.signUp !== 'open') {
      throw new Problem(403, 'sign_up_closed', 'This Devreel opens no new accounts. Ask those who run it for one.');
    }
    return answer.parse(await this.ask(request, response, '/sign-up/email', signUp.parse(body)));
  }

  @Post('api/auth/sign-in/email')
  @HttpCode(200)
  async signIn(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<{ user: Me }> {
    return answer.parse(await this.ask(request, response, '/sign-in/email', signIn.parse(body)));
  }

  @Post('api/auth/sign-out')
  @HttpCode(200)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<{ success: true }> {
    await this.ask(request, response, '/sign-out', {});
    return { success: true };
  }

  /** Redeems a sign-in link. Only POST does, so that whoever merely looks at the link spends nothing. */
  @Post('sign-in')
  async redeem(@Req() request: Request, @Res() response: Response): Promise<void> {
    refuseCrossOrigin(request.headers, this.settings.publicUrl);
    const token = tokenOf(request.body) ?? tokenOf(request.query);
    const userId = token === undefined ? null : await spendSignInToken(this.pool, token);
    if (userId !== null) {
      const started = await this.auth.api.startSession({
        body: { userId },
        headers: authHeaders(request),
        returnHeaders: true,
      });
      response.append('Set-Cookie', started.headers.getSetCookie());
    }
    response.set('Cache-Control', 'no-store').redirect(303, userId === null ? '/sign-in?problem=link_expired' : '/');
  }

  /** Has better-auth do it, passes its cookies on, and returns its answer; throws its refusals as problems. */
  private async ask(request: Request, response: Response, path: string, body: object): Promise<unknown> {
    refuseCrossOrigin(request.headers, this.settings.publicUrl);
    const { origin } = new URL(this.settings.publicUrl);
    const answered = await this.auth.handler(
      new Request(`${origin}/api/auth${path}`, {
        method: 'POST',
        headers: authHeaders(request),
        body: JSON.stringify(body),
      }),
    );
    response.set('Cache-Control', 'no-store');
    const cookies = answered.headers.getSetCookie();
    if (cookies.length > 0) response.append('Set-Cookie', cookies);
    if (!answered.ok) throw await problemOf(answered);
    return answered.json();
  }
}

const tokenOf = (sent: unknown): string | undefined => z.object({ token: z.string() }).safeParse(sent).data?.token;

/** What better-auth gets to know of the request. */
function authHeaders(request: Request): Headers {
  const headers = new Headers({ 'content-type': 'application/json', [CLIENT_IP_HEADER]: request.ip ?? '' });
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

/** better-auth's `{ code: 'UPPER_SNAKE', message }` as a problem. */
async function problemOf(refused: globalThis.Response): Promise<Problem> {
  const { code, message } = refusal.catch({}).parse(await refused.json().catch(() => ({})));
  if (refused.status === 429) {
    const wait = refused.headers.get('X-Retry-After') ?? '60';
    return new Problem(429, 'too_many_requests', `Too many attempts. Try again in ${wait} seconds.`, undefined, {
      headers: { 'Retry-After': wait },
    });
  }
  if (refused.status >= 500 || code === undefined) return toProblem(undefined);
  return new Problem(refused.status, code.toLowerCase(), message ?? 'This was refused.');
}
