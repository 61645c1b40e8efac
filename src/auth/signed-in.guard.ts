import { createParamDecorator, Inject, Injectable, SetMetadata } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { problems } from '../http/problem.js';
import { Accounts } from './accounts.js';
import { callerOf, setCaller } from './caller.js';
import { refuseCrossOrigin } from './origin.js';
import { RequestRate } from './request-rate.js';

const PUBLIC = Symbol('public');

/** Marks a route or controller that also answers people who are not signed in. */
export const Public = () => SetMetadata(PUBLIC, true);

/** Whether this route of this controller is marked so. */
export const isPublic = (handler: object, controller: object): boolean =>
  [handler, controller].some((marked) => Reflect.getMetadata(PUBLIC, marked) === true);

/** The `Caller` of a route that is not public. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<Request>()),
);

const readOnly = ['GET', 'HEAD', 'OPTIONS'];

/** On every HTTP route without `@Public()`: 401 without a session or key; 429 for too many; 403 for a key that may only read; 403 when another site's page uses the cookie. */
@Injectable()
export class SignedIn implements CanActivate {
  constructor(
    private readonly accounts: Accounts,
    @Inject(RequestRate) private readonly rate: RequestRate,
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl'>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are checked once, in their handshake.
    if (context.getType() !== 'http') return true;
    if (isPublic(context.getHandler(), context.getClass())) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const caller = await this.accounts.identify(request.headers, (cookies) => response.append('Set-Cookie', cookies));
    if (!caller) throw problems.unauthorized();
    await this.rate.take(caller.userId);
    if (caller.via === 'session' && !readOnly.includes(request.method)) {
      refuseCrossOrigin(request.headers, this.settings.publicUrl);
    }
    if (!caller.mayWrite && !readOnly.includes(request.method)) throw problems.scopeRequired();
    setCaller(request, caller);
    return true;
  }
}
