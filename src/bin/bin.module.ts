import { Module } from '@nestjs/common';
import { ContentTypesModule } from '../content-types/content-types.module.js';
import { DeletedThings } from './deleted-things.js';
import { DeletedThingsController } from './deleted-things.controller.js';

@Module({ imports: [ContentTypesModule], controllers: [DeletedThingsController], providers: [DeletedThings] })
export class BinModule {}
