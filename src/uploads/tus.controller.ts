import { All, Controller, Delete, Get, Head, Inject, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { UploadRow } from '../database/entities/upload.entity.js';
import { requireRole } from '../members/access.js';
import { Problem, problems } from '../ops/problem.js';
import { UuidPipe } from '../ops/uuid.pipe.js';
import { Finishing } from './finishing.js';
import { sourceExists, uploadExpired } from './refusals.js';
import { TusServer } from './tus-server.js';

const PROTOCOL = '1.0.0';
/** A line that brings nothing for so long is given up; the upload goes on with another request. */
const SILENCE_MS = 60_000;

/** Resumable uploads. Who may do what is decided here, for every verb; the protocol itself is the tus server's. */
@Controller('api/uploads')
export class TusController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(TusServer) private readonly tus: TusServer,
    @Inject(Finishing) private readonly finishing: Finishing,
  ) {}

  @Options(['', ':id'])
  options(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.tus.handle(request, response);
  }

  @Post()
  create(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer(request, response);
  }

  @Head(':id')
  async head(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.requireOwn(caller, id);
    await this.answer(request, response);
    await this.finishing.look(id);
  }

  @Patch(':id')
  async patch(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { state } = await this.requireOwn(caller, id);
    if (state !== 'receiving') throw whole();
    await this.answer(request, response);
  }

  @Delete(':id')
  async remove(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { state } = await this.requireOwn(caller, id);
    if (state !== 'receiving') throw whole();
    await this.answer(request, response);
    await this.db.manager.delete(UploadRow, { id, state: 'receiving' });
  }

  /** Uploads are not for reading; the recording is the project's. */
  @Get(':id')
  read(): never {
    throw problems.notFound();
  }

  @All('*splat')
  nothingElse(): never {
    throw problems.notFound();
  }

  private async answer(request: Request, response: Response): Promise<void> {
    response.set('Tus-Resumable', PROTOCOL);
    if (request.headers['tus-resumable'] !== PROTOCOL) {
      response.set('Tus-Version', PROTOCOL);
      throw new Problem(412, 'tus_version', `This address speaks tus ${PROTOCOL}. Say so in the header Tus-Resumable.`);
    }
    request.setTimeout(SILENCE_MS, () => request.destroy());
    await this.tus.handle(request, response);
  }

  /** Only who began an upload may go on with it, and only while they may change the project. */
  private async requireOwn(caller: Caller, id: string): Promise<UploadRow> {
    const row = await this.db.manager.findOneBy(UploadRow, { id, userId: caller.userId });
    if (!row) throw problems.notFound('This upload');
    await requireRole(this.db.manager, row.projectId, caller.userId, 'editor');
    if (row.state === 'lost') throw sourceExists();
    if (row.state === 'expired') throw uploadExpired();
    return row;
  }
}

const whole = (): Problem => problems.conflict('upload_whole', 'All of this upload is here already.');
