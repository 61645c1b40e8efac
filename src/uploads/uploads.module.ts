import type { Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { Finishing } from './finishing.js';
import { Hashes } from './hashes.js';
import { Leases } from './leases.js';
import { LimitsController } from './limits.controller.js';
import { TusController } from './tus.controller.js';
import { TusServer } from './tus-server.js';
import { UploadBytes } from './upload-bytes.js';
import { UploadsController } from './uploads.controller.js';
import { Uploads } from './uploads.js';
import { UploadSweeper } from './upload-sweeper.js';

const shared: Provider[] = [Hashes, Leases, Finishing, UploadBytes];

/** In web processes: what people bring. */
@Module({
  controllers: [UploadsController, TusController, LimitsController],
  providers: [Uploads, TusServer, ...shared],
  exports: [Uploads],
})
export class UploadsModule {}

/** In worker processes: uploads that nobody looks after. */
@Module({ providers: [UploadSweeper, ...shared] })
export class UploadsWorkerModule {}
