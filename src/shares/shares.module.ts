import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ShareController } from './share.controller.js';
import { SharedPages } from './shared.js';
import { Shares } from './shares.js';
import { SharesController } from './shares.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [SharesController, ShareController],
  providers: [Shares, SharedPages],
})
export class SharesModule {}
