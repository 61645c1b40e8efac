import { Module } from '@nestjs/common';
import { VoiceController } from './voice.controller.js';
import { Voices } from './voices.js';

@Module({ controllers: [VoiceController], providers: [Voices] })
export class VoiceModule {}
