/** Bull Board, for administrators: what lies in the queues. It changes nothing there, since the truth is in PostgreSQL. */
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { createBullBoard } from '@bull-board/api';
import { ExpressAdapter } from '@bull-board/express';
import type { RequestHandler } from 'express';
import type { Accounts } from '../auth/accounts.js';
import type { Queue } from '../tasks/queue.js';
import { problems, sendProblem, toProblem } from '../http/problem.js';

export const QUEUE_BOARD = '/admin/queues';

/** Handlers for `QUEUE_BOARD`: first who may look, then the board. */
export function queueBoard(queue: Queue, accounts: Accounts): RequestHandler[] {
  const server = new ExpressAdapter();
  server.setBasePath(QUEUE_BOARD);
  createBullBoard({
    queues: queue.boards().map((bull) => new BullAdapter(bull, { readOnlyMode: true })),
    serverAdapter: server,
    options: { uiConfig: { boardTitle: 'Devreel' } },
  });
  return [administratorsOnly(accounts), server.getRouter() as RequestHandler];
}

function administratorsOnly(accounts: Accounts): RequestHandler {
  return (request, response, next) => {
    accounts.identify(request.headers).then(
      (caller) => {
        if (!caller) sendProblem(response, problems.unauthorized());
        else if (!accounts.isAdministrator(caller))
          sendProblem(response, problems.forbidden('For administrators only.'));
        else next();
      },
      (error: unknown) => sendProblem(response, toProblem(error)),
    );
  };
}
