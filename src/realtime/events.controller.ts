import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { projectEvents } from '../contract/realtime.js';
import { MAX_INT } from '../contract/text.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { EventStreams } from './event-streams.js';

const EVENT_STREAM = 'text/event-stream';

const seq = z.coerce.number().int().min(0).max(MAX_INT);
const since = z.object({ after: seq.default(0).describe('The number of the last event you know.') });
const lastSeen = z.object({ lastEventId: seq.optional() });

@Controller('api/projects/:id/events')
export class EventsController {
  constructor(@Inject(EventStreams) private readonly streams: EventStreams) {}

  @Get()
  @Describe({
    summary: 'What happened in it, ascending',
    details:
      'As `text/event-stream` also what happens from then on: `id` is the number of the event, `data` the event. An ' +
      'event named `reset` says that the log no longer reaches back to where you were; read the project, and go on.',
    optionalHeaders: {
      'Last-Event-ID': 'The number of the last event you have; counts before `after`. For streams only.',
    },
    answer: [projectEvents, EVENT_STREAM],
    problems: { 429: ['too_many_sockets'] },
  })
  async events(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: since }) { after }: z.infer<typeof since>,
    @Headers('last-event-id') given: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.vary('Accept');
    if (request.method === 'GET' && request.accepts(['json', EVENT_STREAM]) === EVENT_STREAM) {
      // A browser that comes back asks at the address it had, and says in the header how far it got.
      const { lastEventId } = lastSeen.parse({ lastEventId: given === '' ? undefined : given });
      await this.streams.open(caller, id, lastEventId ?? after, request, response);
    } else {
      response.json(await this.streams.read(caller.userId, id, after));
    }
  }
}
