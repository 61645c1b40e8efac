import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { taskState } from '../contract/task.js';
import { isEnded } from '../contract/task-status.js';
import { Describe } from '../openapi/describe.js';
import { Problem } from '../http/problem.js';
import { sendTagged } from '../http/send-tagged.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { gonePill, statusPill } from './status-pill.js';
import { Status } from './status.js';

/** What makes htmx stop polling. Unlike after a 404 it puts what it is given into the page. */
const STOP_POLLING = 286;

@Controller('api/projects/:id/status/:key')
export class StatusController {
  constructor(@Inject(Status) private readonly status: Status) {}

  @Get()
  @Describe({
    summary: 'How one task is, to be asked again and again',
    details:
      'Of the newest task of the key, such as `draft:blog`. As HTML a piece of a page that htmx keeps up to date by ' +
      'itself until the task has ended.',
    heeds: { 'HX-Request': 'With `true` the answer is HTML, whatever is accepted.' },
    answer: [taskState, 'text/html'],
    sets: { ETag: 'To ask with If-None-Match.', 'Retry-After': 'Seconds; as long as the task has not ended.' },
    also: {
      304: 'The same as named in If-None-Match.',
      [STOP_POLLING]: 'Instead of 404 with `HX-Request`: htmx asks no more, and shows a pill that says it is gone.',
    },
  })
  async read(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('key') key: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.vary('Accept, HX-Request');
    const task = await this.status.read(caller.userId, id, key).catch((error: unknown) => {
      if (isOfHtmx(request) && error instanceof Problem && error.status === 404) return null;
      throw error;
    });
    if (!task) {
      response.status(STOP_POLLING).set('Cache-Control', 'no-store').type('html').send(gonePill());
      return;
    }
    if (!isEnded(task.status)) response.set('Retry-After', '1');
    if (wantsHtml(request)) sendTagged(request, response, 'html', statusPill(task, Date.now()));
    else sendTagged(request, response, 'json', JSON.stringify(task));
  }
}

const isOfHtmx = (request: Request): boolean => request.headers['hx-request'] === 'true';

/** htmx says what it is, and that it accepts anything. */
const wantsHtml = (request: Request): boolean => isOfHtmx(request) || request.accepts(['json', 'html']) === 'html';
