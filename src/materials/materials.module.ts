import { Module } from '@nestjs/common';
import { MaterialsController } from './materials.controller.js';
import { Materials } from './materials.js';

@Module({ controllers: [MaterialsController], providers: [Materials] })
export class MaterialsModule {}
