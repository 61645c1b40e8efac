/** The web process: HTTP and Socket.IO. */
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { RequestHandler } from 'express';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { Accounts } from './auth/accounts.js';
import { pages } from './auth/pages.js';
import { Feed } from './realtime/feed.js';
import { Rooms } from './realtime/rooms.js';
import { SocketAdapter } from './realtime/socket-adapter.js';
import { loadWebSettings, settingsThatFollow } from './settings/env.js';
import { ApiDocument } from './openapi/api-document.js';
import { API_DOCS, docsPage } from './openapi/docs-page.js';
import {
  exitOnUnusableHost,
  exitOnUnusableStorage,
  exitOnWrongSettings,
  keepFilesPrivate,
  reportReady,
  stopWithStarter,
} from './ops/boot.js';
import { answerBrokenRequests } from './http/broken-requests.js';
import { client, securityHeaders } from './http/client.js';
import { clientAddressBehind } from './http/client-address.js';
import { Readiness } from './ops/readiness/readiness.js';
import { RedisCondition } from './ops/redis-condition.js';
import { exitOnUnusableRedis } from './ops/redis-at-start.js';
import { createLogger, createPino } from './telemetry/logger.js';
import { measureConnections, measureProcess } from './telemetry/metrics.js';
import { startTraces, stopTraces } from './telemetry/traces.js';
import { arm } from './telemetry/failpoints.js';
import { ProblemFilter } from './http/problem.js';
import { QUEUE_BOARD, queueBoard } from './ops/queue-board.js';
import { measureQueues } from './ops/queue-metrics.js';
import { requestLog } from './http/request-log.js';
import { requestTraces } from './http/request-traces.js';
import { leastBodyRate } from './http/body-timeout.js';
import { HttpAdapter, limitConnections } from './http/connections.js';
import { LastRequests } from './http/last-requests.js';
import { OpenRequests } from './http/open-requests.js';
import { unreadTimeout } from './http/unread-timeout.js';
import { firstAnswers } from './page/first-answers.js';
import { firstRoutes } from './page/first-routes.js';
import { pipeline } from './steps/pipeline.js';
import { registryOf } from './steps/registry.js';
import { Queue } from './tasks/queue.js';
import { methodOverride } from './uploads/method-override.js';
import { UPLOADS_PATH } from './uploads/tus-server.js';
import { routes } from './routes.js';
import { WebModule } from './web.module.js';

/** Shorter than a starter waits before it kills. */
const PATIENCE_MS = 10_000;
const CLIENT = fileURLToPath(new URL('../client', import.meta.url));

keepFilesPrivate();
await settingsThatFollow();
const settings = exitOnWrongSettings(loadWebSettings);
await exitOnUnusableHost(settings.host);
const storage = await settings.openStorage();
await exitOnUnusableStorage(storage);
// Only its origin is of interest.
const media = await storage.presign('any', 1);

const lines = createPino(settings.logLevel);
const logger = createLogger(settings.logLevel, lines);
arm(settings.faults, (line) => void logger.warn(line, 'Failpoints'));
await startTraces(settings.tracesEndpoint, 'devreel-web');
const addressOf = clientAddressBehind(settings.trustProxy);
const isBehindProxy = settings.trustProxy > 0;
const openRequests = new OpenRequests(isBehindProxy ? settings.connectionsPerAddress : 0, addressOf);
const lastRequests = new LastRequests();
await exitOnUnusableRedis(settings.redisUrl, logger);
const app = await NestFactory.create<NestExpressApplication>(WebModule.with(settings, routes), new HttpAdapter(), {
  bodyParser: false,
  logger,
});
app.disable('x-powered-by');
app.use(
  requestLog(lines, addressOf),
  requestTraces,
  openRequests.guard,
  lastRequests.guard,
  securityHeaders({ publicUrl: settings.publicUrl, media: media === null ? '' : new URL(media).origin }),
);
app.use(
  leastBodyRate(),
  unreadTimeout(),
  pages(settings.publicUrl),
  ...client(CLIENT, { registry: registryOf(pipeline), answers: (request) => firstAnswers(firstRoutes(app), request) }),
  jsonBodies(),
);
app.use(UPLOADS_PATH, methodOverride);
app.use(API_DOCS, docsPage());
app.use(QUEUE_BOARD, ...queueBoard(app.get(Queue), app.get(Accounts), app.get(RedisCondition)));
measureProcess('web', String(process.pid));
measureQueues(app.get(DataSource));
app.get(Readiness).measure();
measureConnections({
  sockets: () => app.get(Rooms).localSockets(),
  streams: () => app.get(Rooms).streams.size,
  projects: () => app.get(Feed).size,
  unsent: () => app.get(Rooms).unsentBytes(),
});
app.useGlobalFilters(new ProblemFilter((path) => app.get(ApiDocument).methodsAt(path)));
answerBrokenRequests(app.getHttpServer());
limitConnections(app.getHttpServer(), { most: isBehindProxy ? 0 : settings.connectionsPerAddress });
app.useWebSocketAdapter(new SocketAdapter(app, settings.redisUrl, openRequests));
await app.listen(settings.port, settings.host);
// Whatever it still waits for, such as a database that is gone, it must not stay for ever when nobody is left to kill it.
stopWithStarter(async (hurry) => {
  // Only then another process may be there to take over.
  if (isBehindProxy) await lastRequests.end(hurry);
  await Promise.race([app.close().then(stopTraces), wait(PATIENCE_MS)]);
});
reportReady({ signInUrl: await app.get(Accounts).createSignInLink() });

/** Files are streamed to where they are kept or read; everything else that has a body is JSON, and small. */
function jsonBodies(): RequestHandler {
  const json = express.json({ limit: '4mb' });
  const files = [
    /^(?:PUT|POST) \/api\/projects\/[^/]+\/(?:source|captions|documents|pictures)$/,
    /^POST \/api\/me\/voice\/posts$/,
    /^\S+ \/api\/uploads(?:\/|$)/,
  ];
  return (request, response, next) =>
    files.some((file) => file.test(`${request.method} ${request.path}`)) ? next() : json(request, response, next);
}
