import { Module } from '@nestjs/common';
import { UsageController } from './usage.controller.js';
import { UsageReader } from './usage.js';

@Module({ controllers: [UsageController], providers: [UsageReader] })
export class UsageModule {}
