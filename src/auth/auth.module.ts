import { Module } from '@nestjs/common';
import type { MiddlewareConsumer, NestModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import express from 'express';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { SETTINGS } from '../settings/env.js';
import type { WebSettings } from '../settings/env.js';
import { MailModule } from '../mail/mail.module.js';
import { Invitations } from '../members/invitations.js';
import { AccountController } from './account.controller.js';
import { Accounts } from './accounts.js';
import { ApiKeys } from './api-keys.js';
import { AuthController } from './auth.controller.js';
import { createAuth, openAuthPool } from './auth.js';
import type { Auth } from './auth.js';
import { Endings } from './caller.js';
import { EmailChanges } from './email-changes.js';
import { EmailController } from './email.controller.js';
import { migrateAuth } from './migrate-auth.js';
import { Guesses } from './guesses.js';
import { RequestRate } from './request-rate.js';
import { SignedIn } from './signed-in.guard.js';
import { OwnAccount } from './own-account.js';
import { Passwords } from './passwords.js';
import { ResetController } from './reset.controller.js';
import { Sessions } from './sessions.js';
import { SessionsController } from './sessions.controller.js';
import { GroupRoles } from './group-roles.js';
import { SingleSignOnController } from './sso.controller.js';
import { AUTH, AUTH_POOL, SSO_AUTH } from './tokens.js';

/** Accounts, sessions and API keys. Needs `SETTINGS` from a global module; guards every route of the application. */
@Module({
  imports: [MailModule],
  controllers: [
    AuthController,
    SingleSignOnController,
    AccountController,
    SessionsController,
    ResetController,
    EmailController,
  ],
  providers: [
    Invitations,
    Endings,
    Guesses,
    ApiKeys,
    Sessions,
    Passwords,
    EmailChanges,
    OwnAccount,
    GroupRoles,
    Accounts,
    {
      provide: RequestRate,
      inject: [DataSource, SETTINGS],
      useFactory: (db: DataSource, { requestsPerSecond }: WebSettings) => new RequestRate(db, requestsPerSecond),
    },
    {
      provide: AUTH_POOL,
      inject: [SETTINGS],
      useFactory: (settings: WebSettings): Pool => openAuthPool(settings.databaseUrl),
    },
    {
      provide: AUTH,
      inject: [SETTINGS, AUTH_POOL, Endings],
      useFactory: async (settings: WebSettings, pool: Pool, endings: Endings): Promise<Auth> => {
        const auth = createAuth({
          pool,
          secret: settings.authSecret,
          publicUrl: settings.publicUrl,
          onSessionEnded: (sessionId) => endings.announce({ sessionId }),
        });
        await migrateAuth(auth, pool);
        return auth;
      },
    },
    {
      provide: SSO_AUTH,
      // After the tables are there.
      inject: [SETTINGS, AUTH_POOL, Endings, Invitations, AUTH],
      useFactory: (settings: WebSettings, pool: Pool, endings: Endings, invitations: Invitations): Auth | null =>
        settings.singleSignOn &&
        createAuth({
          pool,
          secret: settings.authSecret,
          publicUrl: settings.publicUrl,
          onSessionEnded: (sessionId) => endings.announce({ sessionId }),
          singleSignOn: {
            settings: settings.singleSignOn,
            mayMake: async (email) => settings.signUp === 'open' || (await invitations.isInvited(email)),
          },
        }),
    },
    { provide: APP_GUARD, useClass: SignedIn },
  ],
  exports: [Accounts, ApiKeys, EmailChanges, Guesses, Passwords, Sessions, OwnAccount],
})
export class AuthModule implements NestModule {
  /** Parses the small bodies of its own routes. Does nothing where the application has parsed them already. */
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(express.json({ limit: '16kb' }), express.urlencoded({ extended: false, limit: '16kb' }))
      .forRoutes(AuthController, AccountController, SessionsController, ResetController, EmailController);
  }
}
