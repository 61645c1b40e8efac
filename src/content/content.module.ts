import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ContentsController } from './contents.controller.js';
import { Contents } from './contents.js';
import { Exports } from './exports.js';

@Module({ imports: [AuthModule], controllers: [ContentsController], providers: [Contents, Exports] })
export class ContentModule {}
