import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AdminSettingsController } from './admin-settings.controller.js';
import { ModelSettingsAccess } from './model-settings.js';

/** In web processes: the settings of models. Which are in use, all processes know by `ServicesModule`. */
@Module({ imports: [AuthModule], controllers: [AdminSettingsController], providers: [ModelSettingsAccess] })
export class ModelsModule {}
