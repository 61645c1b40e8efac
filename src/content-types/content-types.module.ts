import { Module } from '@nestjs/common';
import { ContentTypesController } from './content-types.controller.js';
import { OwnTypes } from './own-types.js';

@Module({ controllers: [ContentTypesController], providers: [OwnTypes], exports: [OwnTypes] })
export class ContentTypesModule {}
