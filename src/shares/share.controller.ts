import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Guesses } from '../auth/guesses.js';
import { Public } from '../auth/signed-in.guard.js';
import { clientAddressBehind } from '../http/client-address.js';
import type { ClientAddress } from '../http/client-address.js';
import { Describe } from '../http/describe.js';
import { Problem, problems } from '../http/problem.js';
import { sendStored } from '../http/send-stored.js';
import { Storage } from '../outside/storage/storage.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { endedPage, POLICY, sharedPage } from './page.js';
import { SharedPages } from './shared.js';
import type { Opened } from './shares.js';
import { Shares } from './shares.js';

const ENDED = { 404: ['not_found'], 429: ['too_many_requests'] };
/** On everything that the link leads to: neither indexed, nor kept, nor told to where its own links lead. */
const PRIVATE = {
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'private, no-cache',
};

/** What is read with a link, by anybody who has it. */
@Controller('s/:token')
@Public()
export class ShareController {
  private readonly addressOf: ClientAddress;

  constructor(
    @Inject(Shares) private readonly shares: Shares,
    @Inject(SharedPages) private readonly pages: SharedPages,
    @Inject(Storage) private readonly storage: Storage,
    @Inject(Guesses) private readonly guesses: Guesses,
    @Inject(SETTINGS) settings: Pick<ServerSettings, 'trustProxy'>,
  ) {
    this.addressOf = clientAddressBehind(settings.trustProxy);
  }

  @Get()
  @Describe({
    summary: 'A page to read without an account',
    answer: 'text/html',
    also: { 404: 'A page that says that the link has ended' },
    problems: { 429: ['too_many_requests'] },
  })
  async page(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.set({ ...PRIVATE, 'Content-Security-Policy': POLICY, 'Cache-Control': 'private, no-store' }).type('html');
    try {
      const opened = await this.open(token, request);
      const base = `/s/${token}`;
      const page = sharedPage(await this.pages.read(opened, base), base);
      if (request.method === 'GET') await this.shares.count(opened);
      response.send(page);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
      response.status(404).send(endedPage());
    }
  }

  @Get('recording')
  @Describe({
    summary: 'The recording of such a page',
    optionalHeaders: { Range: 'One range of bytes.', 'If-Range': 'An ETag.', 'If-None-Match': 'An ETag.' },
    answer: '*/*',
    answerHeaders: { ETag: 'Of these bytes.', 'Accept-Ranges': '`bytes`' },
    also: { 206: 'The range that was asked for', 304: 'Unchanged' },
    problems: { ...ENDED, 416: ['range_not_satisfiable'] },
  })
  async recording(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const file = await this.pages.recording(await this.open(token, request));
    await sendStored(request, response.set(PRIVATE), this.storage, file);
  }

  @Get('captions.vtt')
  @Describe({ summary: 'The captions of its recording', answer: 'text/vtt', problems: ENDED })
  async captions(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const captions = await this.pages.captions(await this.open(token, request));
    response.set(PRIVATE).type('text/vtt').send(captions);
  }

  @Get('pictures/:index.jpg')
  @Describe({ summary: 'A picture of its drafts', answer: 'image/jpeg', also: { 304: 'Unchanged' }, problems: ENDED })
  async picture(
    @Param('token') token: string,
    @Param('index') index: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const opened = await this.open(token, request);
    if (!/^(0|[1-9]\d{0,6})$/.test(index)) throw problems.notFound('This picture');
    await sendStored(request, response.set(PRIVATE), this.storage, await this.pages.picture(opened, Number(index)));
  }

  @Get('pictures/own/:name')
  @Describe({
    summary: 'A picture that people put into its drafts',
    answer: '*/*',
    also: { 304: 'Unchanged' },
    problems: ENDED,
  })
  async ownPicture(
    @Param('token') token: string,
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const opened = await this.open(token, request);
    await sendStored(request, response.set(PRIVATE), this.storage, await this.pages.ownPicture(opened, name));
  }

  private open(token: string, request: Request): Promise<Opened> {
    return this.guesses.atLink(this.addressOf(request), () => this.shares.open(token));
  }
}
