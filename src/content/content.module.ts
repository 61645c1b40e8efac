import { Module } from '@nestjs/common';
import { ContentsController, ContentTypesController } from './contents.controller.js';
import { Contents } from './contents.js';
import { Exports } from './exports.js';

@Module({ controllers: [ContentTypesController, ContentsController], providers: [Contents, Exports] })
export class ContentModule {}
