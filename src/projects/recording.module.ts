import { Module } from '@nestjs/common';
import { RecordingController } from './recording.controller.js';
import { Recording } from './recording.js';
import { TranscriptReader } from '../transcript/reader.js';
import { TrackChoice } from './track-choice.js';
import { YouTubeKit } from './youtube-kit.js';

@Module({ controllers: [RecordingController], providers: [Recording, TrackChoice, TranscriptReader, YouTubeKit] })
export class RecordingModule {}
