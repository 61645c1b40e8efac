import { Module } from '@nestjs/common';
import { Documents } from './documents.js';
import { DocumentsController } from './documents.controller.js';

@Module({ controllers: [DocumentsController], providers: [Documents] })
export class DocumentsModule {}
