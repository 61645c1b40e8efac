import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { Accounts } from '../auth/accounts.js';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { listOf, pageOf, pageQuery } from '../contract/answers.js';
import type { List, PageQuery } from '../contract/answers.js';
import {
  changeWebhook,
  createWebhook,
  replayWebhook,
  webhook,
  webhookDelivery,
  webhookWithSecret,
} from '../contract/webhooks.js';
import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookReplay,
  WebhookWithSecret,
} from '../contract/webhooks.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import type { Person } from './webhooks.js';
import { Webhooks } from './webhooks.js';

/** What other programs are told. */
@Controller('api/webhooks')
export class WebhooksController {
  constructor(
    @Inject(Webhooks) private readonly webhooks: Webhooks,
    @Inject(Accounts) private readonly accounts: Accounts,
  ) {}

  @Post()
  @Describe({
    summary: 'Have events sent to an address',
    details: [
      'As [Standard Webhooks](https://www.standardwebhooks.com) has it: `{type, timestamp, data}`, signed with the secret.',
      '`data.seq` counts the events of a project without holes; each comes in this order, at least once, and again with the same',
      '`webhook-id`. What is not taken with a 2xx is tried for a day with growing pauses.',
    ].join(' '),
    answer: webhookWithSecret,
    problems: { 403: ['forbidden'], 404: ['not_found'], 409: ['too_many_webhooks'] },
  })
  async create(@Who() caller: Caller, @Body({ schema: createWebhook }) wanted: NewWebhook): Promise<WebhookWithSecret> {
    if (wanted.installation) this.accounts.requireAdministrator(caller);
    return this.webhooks.create(this.personOf(caller), wanted);
  }

  @Get()
  @Describe({ summary: 'Your webhooks', answer: listOf(webhook) })
  async list(@Who() caller: Caller): Promise<List<Webhook>> {
    return { items: await this.webhooks.list(this.personOf(caller)), nextCursor: null };
  }

  @Get(':id')
  @Describe({ summary: 'One of your webhooks', answer: webhook })
  read(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<Webhook> {
    return this.webhooks.read(this.personOf(caller), id);
  }

  @Patch(':id')
  @Describe({
    summary: 'Change it, pause it, or let it go on',
    details: 'A paused one goes on where it was: what happened meanwhile is sent then.',
    answer: webhook,
  })
  change(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: changeWebhook }) change: WebhookChange,
  ): Promise<Webhook> {
    return this.webhooks.change(this.personOf(caller), id, change);
  }

  @Delete(':id')
  @HttpCode(204)
  @Describe({ summary: 'Delete it', answer: null })
  remove(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    return this.webhooks.remove(this.personOf(caller), id);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Describe({
    summary: 'Give it another secret',
    details: 'For 24 hours each message is signed with both, so that receivers can be told in the meantime.',
    answer: webhookWithSecret,
  })
  rotate(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<WebhookWithSecret> {
    return this.webhooks.rotate(this.personOf(caller), id);
  }

  @Get(':id/deliveries')
  @Describe({ summary: 'What was sent to it, newest first', answer: pageOf(webhookDelivery) })
  deliveries(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: pageQuery }) { cursor }: PageQuery,
  ): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
    return this.webhooks.deliveries(this.personOf(caller), id, cursor);
  }

  @Post(':id/replay')
  @HttpCode(202)
  @Describe({
    summary: 'Send events of a project again',
    details: 'As far back as the log is kept. A paused webhook goes on with it.',
    answer: webhook,
    problems: { 403: ['forbidden'] },
  })
  replay(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: replayWebhook }) wanted: WebhookReplay,
  ): Promise<Webhook> {
    return this.webhooks.replay(this.personOf(caller), id, wanted);
  }

  private personOf(caller: Caller): Person {
    return { userId: caller.userId, isAdministrator: this.accounts.isAdministrator(caller) };
  }
}
