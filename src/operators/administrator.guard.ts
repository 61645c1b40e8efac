import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Accounts } from '../auth/accounts.js';
import { callerOf } from '../auth/caller.js';

/** Lets only those through who run this Devreel. Behind the guard that asks who somebody is. */
@Injectable()
export class AdministratorGuard implements CanActivate {
  constructor(private readonly accounts: Accounts) {}

  canActivate(context: ExecutionContext): boolean {
    this.accounts.requireAdministrator(callerOf(context.switchToHttp().getRequest<Request>()));
    return true;
  }
}
