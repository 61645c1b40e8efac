import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Pool } from 'pg';
import { z } from 'zod';
import { signInWays } from '../contract/account.js';
import type { SignInWays } from '../contract/account.js';
import { clientAddressBehind } from '../http/client-address.js';
import { Describe } from '../http/describe.js';
import { Problem, problems } from '../http/problem.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import type { SingleSignOn } from '../settings/single-sign-on.js';
import { withOutages } from './auth.js';
import type { Auth } from './auth.js';
import { betterAuthHeaders } from './better-auth-headers.js';
import type { Caller } from './caller.js';
import { GroupRoles } from './group-roles.js';
import { Public, Who } from './signed-in.guard.js';
import { listening, PROVIDER } from './single-sign-on.js';
import { AUTH_POOL, SSO_AUTH } from './tokens.js';

/** Within this Devreel: a path that no browser takes for another host. */
const local = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\\]*$/, 'Name a path of this Devreel');
const begin = z.object({ to: local.default('/') });
const provider = z.object({ url: z.url() });

/** Signing in at an identity provider. */
@Controller('api/auth')
export class SingleSignOnController {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<
      ServerSettings,
      'publicUrl' | 'trustProxy' | 'singleSignOn' | 'passwordSignIn' | 'signUp'
    >,
    @Inject(SSO_AUTH) private readonly auth: Auth | null,
    @Inject(AUTH_POOL) private readonly pool: Pool,
    private readonly groups: GroupRoles,
  ) {}

  @Get('ways')
  @Public()
  @Describe({ summary: 'How one signs in here', answer: signInWays })
  ways(): SignInWays {
    const { singleSignOn, passwordSignIn, signUp } = this.settings;
    return {
      password: passwordSignIn,
      signUp: passwordSignIn && signUp === 'open',
      singleSignOn: singleSignOn && { name: singleSignOn.name },
    };
  }

  @Get('sso')
  @Public()
  @HttpCode(303)
  @Describe({
    summary: 'Sign in at the identity provider, for browsers',
    details: 'Leads there, and from there back `to` a page of this Devreel, or to /sign-in with what went wrong.',
    answer: null,
    answerHeaders: { Location: 'Of the identity provider.' },
    problems: {
      404: ['not_found'],
      429: ['too_many_requests'],
      502: ['identity_provider_silent'],
      503: ['unavailable'],
    },
  })
  async begin(
    @Req() request: Request,
    @Res() response: Response,
    @Query({ schema: begin }) { to }: z.infer<typeof begin>,
  ): Promise<void> {
    const asked = { provider: PROVIDER, callbackURL: to, errorCallbackURL: '/sign-in' };
    response.redirect(303, await this.addressOf(request, response, '/sign-in/social', asked));
  }

  @Post('sso/link')
  @HttpCode(200)
  @Describe({
    summary: 'Let your account be opened by the identity provider, too',
    details: 'Send the browser to `url`. Its address there must be confirmed, and the same as here.',
    answer: provider,
    problems: {
      403: ['session_required'],
      404: ['not_found'],
      429: ['too_many_requests'],
      502: ['identity_provider_silent'],
    },
  })
  async link(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Who() caller: Caller,
  ): Promise<z.infer<typeof provider>> {
    if (caller.via !== 'session') throw new Problem(403, 'session_required', 'Sign in to connect your account.');
    const asked = { provider: PROVIDER, callbackURL: '/account', errorCallbackURL: '/account' };
    return { url: await this.addressOf(request, response, '/link-social', asked) };
  }

  @Get(`callback/${PROVIDER}`)
  @Public()
  @HttpCode(303)
  @Describe({
    summary: 'Where the identity provider sends browsers back to',
    answer: null,
    answerHeaders: { 'Set-Cookie': 'The session.', Location: 'The page.' },
    problems: { 404: ['not_found'], 503: ['unavailable'] },
  })
  async back(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { auth, singleSignOn } = this.requireSetUp();
    const { origin } = new URL(this.settings.publicUrl);
    const asked = new Request(origin + request.originalUrl, { headers: this.headersFor(request) });
    const { answer, told } = await listening(() => withOutages(() => auth.handler(asked)));
    if (told.profile) await this.settleGroups(told.profile, singleSignOn);
    const cookies = answer.headers.getSetCookie();
    if (cookies.length > 0) response.append('Set-Cookie', cookies);
    response.set('Cache-Control', 'no-store').redirect(303, leadsTo(answer.headers.get('Location'), origin));
  }

  /** Before any cookie is given away: who is no administrator any more is none in this session. */
  private async settleGroups(profile: Record<string, unknown>, singleSignOn: SingleSignOn): Promise<void> {
    const { rows } = await this.pool.query<{ userId: string }>(
      'SELECT "userId" FROM account WHERE "providerId" = $1 AND "accountId" = $2',
      [PROVIDER, profile['sub']],
    );
    const [found] = rows;
    if (found) await this.groups.apply(found.userId, profile, singleSignOn);
  }

  private async addressOf(request: Request, response: Response, path: string, body: object): Promise<string> {
    const { auth } = this.requireSetUp();
    const { origin } = new URL(this.settings.publicUrl);
    const asked = new Request(`${origin}/api/auth${path}`, {
      method: 'POST',
      headers: this.headersFor(request),
      body: JSON.stringify(body),
    });
    const answered = await withOutages(() => auth.handler(asked));
    if (answered.status === 429)
      throw new Problem(429, 'too_many_requests', 'Too many attempts. Try again in a minute.');
    const { data } = provider.safeParse(await answered.json());
    if (!answered.ok || !data) {
      throw new Problem(502, 'identity_provider_silent', 'The identity provider does not answer. Try again later.');
    }
    response.append('Set-Cookie', answered.headers.getSetCookie()).set('Cache-Control', 'no-store');
    return data.url;
  }

  private requireSetUp(): { auth: Auth; singleSignOn: SingleSignOn } {
    const { singleSignOn } = this.settings;
    if (!this.auth || !singleSignOn) throw problems.notFound('Single sign-on');
    return { auth: this.auth, singleSignOn };
  }

  private headersFor(request: Request): Headers {
    return betterAuthHeaders(request, clientAddressBehind(this.settings.trustProxy)(request));
  }
}

/** Errors without an address of ours are shown on the page to sign in. */
function leadsTo(location: string | null, origin: string): string {
  const { pathname, search, searchParams } = new URL(location ?? '/sign-in?error=failed', origin);
  return pathname.startsWith('/api/')
    ? `/sign-in?error=${encodeURIComponent(searchParams.get('error') ?? 'failed')}`
    : pathname + search;
}
