import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { AccountDataReader } from './account-data.js';
import { Leaving } from './leaving.js';
import { LeavingController } from './leaving.controller.js';

/** The end of an account, which takes projects with it. */
@Module({
  imports: [AuthModule, WebhooksModule],
  controllers: [LeavingController],
  providers: [Leaving, AccountDataReader],
})
export class AccountModule {}
