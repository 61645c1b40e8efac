import { Module } from '@nestjs/common';
import { APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ApiDocument } from './api-document.js';
import { DocsController } from './docs.controller.js';
import { SchemaPipe } from '../http/schema.pipe.js';

/** In web processes: checks by schemas for every route, and the document that is made of the same schemas. */
@Module({
  imports: [DiscoveryModule],
  controllers: [DocsController],
  providers: [ApiDocument, { provide: APP_PIPE, useClass: SchemaPipe }],
  exports: [ApiDocument],
})
export class OpenApiModule {}
