/** Bull Board, for administrators: what lies in the queues. It changes nothing there, since the truth is in PostgreSQL. */
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { createBullBoard } from '@bull-board/api';
import { ExpressAdapter } from '@bull-board/express';
import type { RequestHandler } from 'express';
import type { Accounts } from '../auth/accounts.js';
import type { Queue } from '../tasks/queue.js';
import type { RedisCondition } from './redis-condition.js';
import { RedisOutOfReach } from './redis-condition.js';
import { problems, sendProblem, toProblem } from '../http/problem.js';

export const QUEUE_BOARD = '/admin/queues';

/** Handlers for `QUEUE_BOARD`: first who may look, then whether there is anything to see, then the board. */
export function queueBoard(queue: Queue, accounts: Accounts, redis: RedisCondition): RequestHandler[] {
  const server = new ExpressAdapter();
  server.setBasePath(QUEUE_BOARD);
  createBullBoard({
    queues: queue.boards().map((bull) => new BullAdapter(bull, { readOnlyMode: true })),
    serverAdapter: server,
    options: { uiConfig: { boardTitle: 'Devreel' } },
  });
  return [administratorsOnly(accounts), whileRedisAnswers(redis), server.getRouter() as RequestHandler];
}

/** With what it takes to see whether Redis answers, this is less than 5 s. */
const ANSWER_WITHIN_MS = 2_500;

/** The board waits for Redis as long as it takes; who looks at it does not. */
function whileRedisAnswers(redis: RedisCondition): RequestHandler {
  return (_request, response, next) => {
    const giveUp = (): void => {
      // What the board says in the end, when Redis is back, must not reach another request on this connection.
      response.set('Connection', 'close');
      sendProblem(response, problems.unavailable('Redis'));
    };
    redis.answers().then(
      () => {
        const timer = setTimeout(() => {
          if (!response.headersSent) giveUp();
        }, ANSWER_WITHIN_MS);
        response.once('close', () => clearTimeout(timer));
        next();
      },
      (error: unknown) => {
        if (error instanceof RedisOutOfReach) giveUp();
        else sendProblem(response, toProblem(error));
      },
    );
  };
}

function administratorsOnly(accounts: Accounts): RequestHandler {
  return (request, response, next) => {
    accounts
      .identify(request.headers)
      .then((caller) => {
        if (!caller) throw problems.unauthorized();
        accounts.requireAdministrator(caller);
      })
      .then(
        () => next(),
        (error: unknown) => sendProblem(response, toProblem(error)),
      );
  };
}
