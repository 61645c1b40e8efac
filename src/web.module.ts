import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountModule } from './account/account.module.js';
import { BinModule } from './bin/bin.module.js';
import { AuthModule } from './auth/auth.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import type { SocketRoutes } from './realtime/socket-routes.js';
import { ContentTypesModule } from './content-types/content-types.module.js';
import { ContentModule } from './content/content.module.js';
import { DraftMailsModule } from './draft-mails/draft-mails.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import type { WebSettings } from './settings/env.js';
import { ModelsInUse } from './models/models-in-use.js';
import { ModelsModule } from './models/models.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { HealthController } from './ops/health.controller.js';
import { OperatorsModule } from './operators/operators.module.js';
import { Readiness } from './ops/readiness/readiness.js';
import { RedisCondition } from './ops/redis-condition.js';
import { WorkersController } from './ops/workers.controller.js';
import { MetricsController } from './ops/metrics.controller.js';
import { Storage } from './outside/storage/storage.js';
import { Queue } from './tasks/queue.js';
import { TasksModule } from './tasks/tasks.module.js';
import { ProjectsModule } from './projects/projects.module.js';
import { RecordingModule } from './projects/recording.module.js';
import { ScreenshotsModule } from './screenshots/screenshots.module.js';
import { TranscriptModule } from './transcript/transcript.module.js';
import { OwnPicturesModule } from './pictures/own-pictures.module.js';
import { SearchModule } from './search/search.module.js';
import { SharesModule } from './shares/shares.module.js';
import { ServicesModule } from './services.module.js';
import { TeamModule } from './team/team.module.js';
import { UploadsModule } from './uploads/uploads.module.js';
import { UsageModule } from './usage/usage.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { VoiceModule } from './voice/voice.module.js';

@Module({})
export class WebModule {
  static with(settings: WebSettings, routes: SocketRoutes): DynamicModule {
    return {
      module: WebModule,
      imports: [
        ServicesModule.with(settings),
        AuthModule,
        ModelsModule,
        RealtimeModule.with(routes),
        ProjectsModule,
        TeamModule,
        UploadsModule,
        TasksModule,
        TranscriptModule,
        ScreenshotsModule,
        OwnPicturesModule,
        RecordingModule,
        ContentModule,
        ContentTypesModule,
        DocumentsModule,
        SearchModule,
        UsageModule,
        VoiceModule,
        SharesModule,
        BinModule,
        WebhooksModule,
        DraftMailsModule,
        AccountModule,
        OperatorsModule,
        OpenApiModule,
      ],
      providers: [
        { provide: RedisCondition, useFactory: () => new RedisCondition(settings.redisUrl) },
        {
          provide: Readiness,
          inject: [DataSource, Storage, Queue, RedisCondition, ModelsInUse],
          useFactory: (db: DataSource, storage: Storage, queue: Queue, redis: RedisCondition, models: ModelsInUse) =>
            new Readiness({ db, storage, queue, redis, models, settings }),
        },
      ],
      controllers: [HealthController, MetricsController, WorkersController],
    };
  }
}
