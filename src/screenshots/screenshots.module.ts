import { Module } from '@nestjs/common';
import { ScreenshotsController } from './screenshots.controller.js';
import { Screenshots } from './screenshots.js';

@Module({ controllers: [ScreenshotsController], providers: [Screenshots] })
export class ScreenshotsModule {}
