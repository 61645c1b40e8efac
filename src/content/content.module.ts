import { Module } from '@nestjs/common';
import { ContentsController } from './contents.controller.js';
import { Contents } from './contents.js';
import { Exports } from './exports.js';

@Module({ controllers: [ContentsController], providers: [Contents, Exports] })
export class ContentModule {}
