import { Module } from '@nestjs/common';
import { RecordingController } from './recording.controller.js';
import { Recording } from './recording.js';
import { TrackChoice } from './track-choice.js';

@Module({ controllers: [RecordingController], providers: [Recording, TrackChoice] })
export class RecordingModule {}
