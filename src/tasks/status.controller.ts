import type { ArgumentsHost } from '@nestjs/common';
import { Catch, Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { taskState } from '../contract/task.js';
import { isEnded } from '../contract/task-status.js';
import { Describe } from '../http/describe.js';
import { Problem, ProblemFilter } from '../http/problem.js';
import { sendWithETag } from '../http/etag.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { gonePill, signedOutPill, statusPill } from './status-pill.js';
import { Status } from './status.js';

/** What makes htmx stop polling. Unlike after a 404 it puts what it is given into the page. */
const STOP_POLLING = 286;

const VARY = 'Accept, HX-Request';

/** htmx does not show refusals and goes on asking: the pill would stay as it was, and no longer be true. */
@Catch()
class LastPill extends ProblemFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const pill = isOfHtmx(http.getRequest<Request>()) && error instanceof Problem ? pillFor(error) : null;
    if (pill === null) return super.catch(error, host);
    const response = http.getResponse<Response>().vary(VARY).set('Cache-Control', 'no-store');
    response.status(STOP_POLLING).type('html').send(pill);
  }
}

function pillFor({ status }: Problem): string | null {
  if (status === 401) return signedOutPill();
  return status === 404 ? gonePill() : null;
}

const statusQuery = z.object({
  end: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .describe(
      'When the HTML before this one said that it would end, in ms since 1970, so that the time left does not grow.',
    ),
});

@Controller('api/projects/:id/status/:key')
@UseFilters(new LastPill())
export class StatusController {
  constructor(@Inject(Status) private readonly status: Status) {}

  @Get()
  @Describe({
    summary: 'How one task is, to be asked again and again',
    details:
      'Of the newest task of the key, such as `draft:blog`. As HTML a piece of a page that htmx keeps up to date by ' +
      'itself until the task has ended.',
    optionalHeaders: { 'HX-Request': 'With `true` the answer is HTML, whatever is accepted.' },
    answer: [taskState, 'text/html'],
    answerHeaders: { ETag: 'To ask with If-None-Match.', 'Retry-After': 'Seconds; as long as the task has not ended.' },
    also: {
      304: 'The same as named in If-None-Match.',
      [STOP_POLLING]:
        'Instead of 401 and 404 with `HX-Request`: htmx asks no more, and shows a pill that says to sign in, or that it is gone.',
    },
  })
  async read(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('key') key: string,
    @Query({ schema: statusQuery }) { end }: z.infer<typeof statusQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.vary(VARY);
    const task = await this.status.read(caller.userId, id, key);
    if (!isEnded(task.status)) response.set('Retry-After', '1');
    const toldEnd = end === undefined ? null : Number(end);
    if (wantsHtml(request)) sendWithETag(request, response, 'html', statusPill(task, Date.now(), toldEnd));
    else sendWithETag(request, response, 'json', JSON.stringify(task));
  }
}

const isOfHtmx = (request: Request): boolean => request.headers['hx-request'] === 'true';

/** htmx says what it is, and that it accepts anything. */
const wantsHtml = (request: Request): boolean => isOfHtmx(request) || request.accepts(['json', 'html']) === 'html';
