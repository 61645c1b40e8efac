import { Module } from '@nestjs/common';
import { RecordingController } from './recording.controller.js';
import { Recording } from './recording.js';

@Module({ controllers: [RecordingController], providers: [Recording] })
export class RecordingModule {}
