import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { Accounts } from '../auth/accounts.js';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { ModelSettingsChange, ModelSettingsView } from '../contract/model-settings.js';
import { changeModelSettings, modelSettings } from '../contract/model-settings.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { ModelSettingsAccess } from './model-settings.js';

/** The models, for administrators. What changes them wants a session: a key that leaks must not lead the talks elsewhere. */
@Controller('api/admin/settings')
export class AdminSettingsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly access: ModelSettingsAccess,
  ) {}

  @Get()
  @Describe({
    summary: 'The models and the recogniser, for administrators',
    details: 'Secrets are never sent back. What the environment sets wins, and cannot be changed here.',
    answer: modelSettings,
    problems: { 403: ['forbidden'] },
  })
  read(@Who() caller: Caller): Promise<ModelSettingsView> {
    this.administratorsOnly(caller);
    return this.access.read();
  }

  @Put()
  @Describe({
    summary: 'Change the models and the recogniser, once they have answered a question',
    details:
      'Each that changes is tried: the language model says a word, the recogniser listens to a second of silence. A refusal is 422 `trial_failed`, with the reason at `writer` or `recogniser`, and changes nothing. Web and worker processes use the new ones for what they begin next.',
    answer: modelSettings,
    problems: {
      403: ['forbidden', 'session_required'],
      409: ['set_by_environment', 'settings_changed'],
      422: ['trial_failed'],
    },
  })
  change(
    @Who() caller: Caller,
    @Body({ schema: changeModelSettings }) change: ModelSettingsChange,
  ): Promise<ModelSettingsView> {
    this.administratorsOnly(caller);
    if (caller.via !== 'session') throw problems.sessionRequired();
    return this.access.change(change);
  }

  @Delete()
  @HttpCode(204)
  @Describe({
    summary: 'Forget what was set here: only the environment counts then',
    answer: null,
    problems: { 403: ['forbidden', 'session_required'] },
  })
  async forget(@Who() caller: Caller): Promise<void> {
    this.administratorsOnly(caller);
    if (caller.via !== 'session') throw problems.sessionRequired();
    await this.access.forget();
  }

  private administratorsOnly(caller: Caller): void {
    this.accounts.requireAdministrator(caller);
  }
}
