import { Module } from '@nestjs/common';
import { ContentsController, ContentTypesController } from './contents.controller.js';
import { Contents } from './contents.js';

@Module({ controllers: [ContentTypesController, ContentsController], providers: [Contents] })
export class ContentModule {}
