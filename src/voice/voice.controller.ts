import { Body, Controller, Get, HttpCode, Inject, Post, Put, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { NewVoice, Voice } from '../contract/voice.js';
import { newVoice, voice } from '../contract/voice.js';
import { Describe } from '../http/describe.js';
import type { Named } from '../uploads/uploads.controller.js';
import { named } from '../uploads/uploads.controller.js';
import { Voices } from './voices.js';

@Controller('api/me/voice')
export class VoiceController {
  constructor(@Inject(Voices) private readonly voices: Voices) {}

  @Get()
  @Describe({
    summary: 'How you write',
    details: 'Your earlier posts, what to keep to, and what was drawn from them.',
    answer: voice,
  })
  read(@Who() caller: Caller): Promise<Voice> {
    return this.voices.read(caller.userId);
  }

  @Put()
  @Describe({
    summary: 'Say how you write',
    details:
      'All of it at once: what is not sent is gone. It is in the prompt of each draft that you ask for from now on.',
    answer: voice,
  })
  replace(@Who() caller: Caller, @Body({ schema: newVoice }) wanted: NewVoice): Promise<Voice> {
    return this.voices.replace(caller.userId, wanted);
  }

  @Post('posts')
  @HttpCode(201)
  @Describe({
    summary: 'Give an earlier post as a file',
    details: 'The raw file as body: PDF, Markdown, plain text or HTML. Its text is kept, the file is not.',
    streams: 'application/octet-stream',
    answer: voice,
    problems: {
      409: ['too_many_posts'],
      413: ['too_large'],
      415: ['not_a_document'],
      422: ['empty_file', 'no_text', 'too_long', 'too_complex', 'unreadable', 'unknown_encoding', 'encrypted'],
      507: ['no_space'],
    },
  })
  add(
    @Who() caller: Caller,
    @Query({ schema: named('post') }) { filename }: Named,
    @Req() request: Request,
  ): Promise<Voice> {
    return this.voices.add(caller.userId, filename, request);
  }
}
