import type { Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Storage } from '../outside/storage/storage.js';
import { createUploadBytes } from './create-upload-bytes.js';
import { Finishing } from './finishing.js';
import { Hashes } from './hashes.js';
import { Leases } from './leases.js';
import { LimitsController } from './limits.controller.js';
import { TusController } from './tus.controller.js';
import { TusServer } from './tus-server.js';
import { UPLOAD_BYTES } from './upload-bytes.js';
import { UploadsController } from './uploads.controller.js';
import { Uploads } from './uploads.js';
import { UploadTurn } from './upload-sweeper.js';

const shared: Provider[] = [
  Hashes,
  Leases,
  Finishing,
  {
    provide: UPLOAD_BYTES,
    inject: [DataSource, Storage, SETTINGS],
    useFactory: (db: DataSource, storage: Storage, { dataDir }: ServerSettings) =>
      createUploadBytes(db, storage, join(dataDir, 'files')),
  },
];

/** In web processes: what people bring. */
@Module({
  controllers: [UploadsController, TusController, LimitsController],
  providers: [Uploads, TusServer, ...shared],
})
export class UploadsModule {}

/** In worker processes: uploads that nobody looks after. */
@Module({ providers: [UploadTurn, ...shared] })
export class UploadsWorkerModule {}
