import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { createApiKey } from '../contract/account.js';
import type { ApiKey, Me } from '../contract/account.js';
import { Problem } from '../ops/problem.js';
import { ApiKeys } from './api-keys.js';
import { meOf } from './caller.js';
import type { Caller } from './caller.js';
import { Who } from './signed-in.guard.js';

@Controller('api')
export class AccountController {
  constructor(private readonly apiKeys: ApiKeys) {}

  @Get('me')
  me(@Who() caller: Caller): Me {
    return meOf(caller);
  }

  @Post('api-keys')
  async createApiKey(@Who() caller: Caller, @Body() body: unknown): Promise<ApiKey & { key: string }> {
    // A leaked key must not be able to outlive its own deletion.
    if (caller.via !== 'session') {
      throw new Problem(403, 'session_required', 'Sign in to make an API key; a key can make no others.');
    }
    const { name } = createApiKey.parse(body);
    return this.apiKeys.create(caller.userId, name);
  }

  @Get('api-keys')
  async listApiKeys(@Who() caller: Caller): Promise<{ items: ApiKey[]; nextCursor: null }> {
    return { items: await this.apiKeys.list(caller.userId), nextCursor: null };
  }

  @Delete('api-keys/:id')
  @HttpCode(204)
  async deleteApiKey(@Who() caller: Caller, @Param('id') id: string): Promise<void> {
    await this.apiKeys.remove(caller.userId, id);
  }
}
