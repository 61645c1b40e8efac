import { Module } from '@nestjs/common';
import { EditsController } from './edits.controller.js';
import { Edits } from './edits.js';
import { MaterialsController } from './materials.controller.js';
import { Materials } from './materials.js';

@Module({ controllers: [MaterialsController, EditsController], providers: [Materials, Edits] })
export class MaterialsModule {}
