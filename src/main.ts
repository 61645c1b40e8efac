/** The web process: HTTP and Socket.IO. */
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { RequestHandler } from 'express';
import { fileURLToPath } from 'node:url';
import { Accounts } from './auth/accounts.js';
import { pages } from './auth/pages.js';
import { SocketAdapter } from './channels/socket-adapter.js';
import { loadSettings, requireWeb } from './env.js';
import { exitOnWrongSettings, reportReady, stopWithStarter } from './ops/boot.js';
import { client, securityHeaders } from './ops/client.js';
import { createLogger } from './ops/logger.js';
import { ProblemFilter } from './ops/problem.js';
import { WebModule } from './web.module.js';

const CLIENT = fileURLToPath(new URL('../client', import.meta.url));

const settings = exitOnWrongSettings(() => requireWeb(loadSettings()));

const app = await NestFactory.create<NestExpressApplication>(WebModule.with(settings), {
  bodyParser: false,
  logger: createLogger(settings.logLevel),
});
app.disable('x-powered-by');
app.use(securityHeaders, pages(settings.publicUrl), ...client(CLIENT), jsonBodies());
app.useGlobalFilters(new ProblemFilter());
app.useWebSocketAdapter(new SocketAdapter(app, settings.redisUrl));
await app.listen(settings.port, settings.host);
stopWithStarter(() => app.close());
reportReady({ signInUrl: await app.get(Accounts).createSignInLink() });

/** Files are streamed to where they are kept; everything else that has a body is JSON, and small. */
function jsonBodies(): RequestHandler {
  const json = express.json({ limit: '4mb' });
  const file = /^\/api\/projects\/[^/]+\/(source|captions)$/;
  return (request, response, next) => (file.test(request.path) ? next() : json(request, response, next));
}
