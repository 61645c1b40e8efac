import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Accounts } from '../auth/accounts.js';
import { callerOf } from '../auth/caller.js';
import { problems } from '../http/problem.js';

/** Lets only those through who run this Devreel. Behind the guard that asks who somebody is. */
@Injectable()
export class AdministratorGuard implements CanActivate {
  constructor(private readonly accounts: Accounts) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.accounts.isAdministrator(callerOf(context.switchToHttp().getRequest<Request>()))) return true;
    throw problems.forbidden('Only who runs this Devreel may do this.');
  }
}
