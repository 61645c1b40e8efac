import { Module } from '@nestjs/common';
import { ChaptersController } from './chapters.controller.js';
import { EditsController } from './edits.controller.js';
import { Edits } from './edits.js';
import { TranscriptReader } from './reader.js';
import { TranscriptController } from './transcript.controller.js';

@Module({
  controllers: [TranscriptController, ChaptersController, EditsController],
  providers: [TranscriptReader, Edits],
})
export class TranscriptModule {}
