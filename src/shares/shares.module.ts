import { Module } from '@nestjs/common';
import { ShareController } from './share.controller.js';
import { SharedPages } from './shared.js';
import { Shares } from './shares.js';
import { SharesController } from './shares.controller.js';

@Module({ controllers: [SharesController, ShareController], providers: [Shares, SharedPages] })
export class SharesModule {}
