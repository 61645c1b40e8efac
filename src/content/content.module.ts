import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ContentsController } from './contents.controller.js';
import { Contents } from './contents.js';
import { Exports } from './exports.js';
import { ReviewsController } from './reviews.controller.js';
import { Reviews } from './reviews.js';

@Module({
  imports: [AuthModule],
  controllers: [ContentsController, ReviewsController],
  providers: [Contents, Exports, Reviews],
})
export class ContentModule {}
