import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { apiKey, createApiKey, createdApiKey, me } from '../contract/account.js';
import type { ApiKey, CreatedApiKey, Me, NewApiKey } from '../contract/account.js';
import { listOf } from '../contract/answers.js';
import type { List } from '../contract/answers.js';
import { storageOfUser } from '../members/storage-use.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Describe } from '../http/describe.js';
import { Problem } from '../http/problem.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Accounts } from './accounts.js';
import { ApiKeys } from './api-keys.js';
import { accountOf } from './caller.js';
import type { Caller } from './caller.js';
import { EmailChanges } from './email-changes.js';
import { isEmailFixed } from './own-account.js';
import { Passwords } from './passwords.js';
import { Who } from './signed-in.guard.js';

@Controller('api')
export class AccountController {
  constructor(
    private readonly apiKeys: ApiKeys,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly emailChanges: EmailChanges,
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'storageLimitBytes'>,
  ) {}

  @Get('me')
  @Describe({ summary: 'Who you are, and how much your files take', answer: me })
  async me(@Who() caller: Caller): Promise<Me> {
    const storage = await storageOfUser(this.db.manager, caller.userId, this.settings.storageLimitBytes);
    return {
      ...accountOf(caller),
      storage,
      hasPassword: await this.passwords.has(caller.userId),
      isAdministrator: this.accounts.isAdministrator(caller),
      administersOnceProved: this.accounts.administersOnceProved(caller),
      emailIsFixed: isEmailFixed(caller),
      newEmail: await this.emailChanges.waiting(caller.userId),
    };
  }

  @Post('api-keys')
  @Describe({
    summary: 'Make an API key, for those who are signed in by cookie',
    answer: createdApiKey,
    problems: { 403: ['session_required'], 409: ['too_many_api_keys'] },
  })
  async createApiKey(@Who() caller: Caller, @Body({ schema: createApiKey }) wanted: NewApiKey): Promise<CreatedApiKey> {
    // A leaked key must not be able to outlive its own deletion.
    if (caller.via !== 'session') {
      throw new Problem(403, 'session_required', 'Sign in to make an API key; a key can make no others.');
    }
    return this.apiKeys.create(caller.userId, wanted);
  }

  @Get('api-keys')
  @Describe({ summary: 'Your API keys, newest first', answer: listOf(apiKey) })
  async listApiKeys(@Who() caller: Caller): Promise<List<ApiKey>> {
    return { items: await this.apiKeys.list(caller.userId), nextCursor: null };
  }

  @Delete('api-keys/:id')
  @HttpCode(204)
  @Describe({ summary: 'Delete an API key, and end what it holds open', answer: null })
  async deleteApiKey(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    await this.apiKeys.remove(caller.userId, id);
  }
}
