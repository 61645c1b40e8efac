/** The web process: HTTP and Socket.IO. */
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { RequestHandler } from 'express';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { Accounts } from './auth/accounts.js';
import { pages } from './auth/pages.js';
import { Rooms } from './channels/rooms.js';
import { SocketAdapter } from './channels/socket-adapter.js';
import { loadSettings, requireWeb } from './env.js';
import { exitOnUnusableStorage, exitOnWrongSettings, reportReady, stopWithStarter } from './ops/boot.js';
import { client, securityHeaders } from './ops/client.js';
import { createLogger, createPino } from './ops/logger.js';
import { measureProcess, measureQueues, measureSockets } from './ops/metrics.js';
import { ProblemFilter } from './ops/problem.js';
import { QUEUE_BOARD, queueBoard } from './ops/queue-board.js';
import { requestLog } from './ops/request-log.js';
import { createStorage } from './outside/create-storage.js';
import { Queue } from './pipeline/queue.js';
import { WebModule } from './web.module.js';

const CLIENT = fileURLToPath(new URL('../client', import.meta.url));

const settings = exitOnWrongSettings(() => requireWeb(loadSettings()));
await exitOnUnusableStorage(createStorage(settings));

const lines = createPino(settings.logLevel);
const app = await NestFactory.create<NestExpressApplication>(WebModule.with(settings), {
  bodyParser: false,
  logger: createLogger(settings.logLevel, lines),
});
app.disable('x-powered-by');
app.use(requestLog(lines), securityHeaders, pages(settings.publicUrl), ...client(CLIENT), jsonBodies());
app.use(QUEUE_BOARD, ...queueBoard(app.get(Queue), app.get(Accounts)));
measureProcess('web', String(process.pid));
measureQueues(app.get(DataSource));
measureSockets(() => app.get(Rooms).localSockets());
app.useGlobalFilters(new ProblemFilter());
app.useWebSocketAdapter(new SocketAdapter(app, settings.redisUrl));
// A recording may take longer than the five minutes that Node gives a request; who is silent is given up elsewhere.
app.getHttpServer().requestTimeout = 0;
await app.listen(settings.port, settings.host);
stopWithStarter(() => app.close());
reportReady({ signInUrl: await app.get(Accounts).createSignInLink() });

/** Files are streamed to where they are kept; everything else that has a body is JSON, and small. */
function jsonBodies(): RequestHandler {
  const json = express.json({ limit: '4mb' });
  const file = /^\/api\/(projects\/[^/]+\/(source|captions)$|uploads(\/|$))/;
  return (request, response, next) => (file.test(request.path) ? next() : json(request, response, next));
}
