import { Controller, Delete, Head, HttpCode, Inject, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { UploadRow } from '../database/entities/upload.entity.js';
import { requireRole } from '../members/access.js';
import { Describe } from '../http/describe.js';
import { Problem, problems } from '../http/problem.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Finishing } from './finishing.js';
import { otherContentType, sourceExists, uploadExpired } from './refusals.js';
import { TusServer } from './tus-server.js';

const PROTOCOL = '1.0.0';
const BYTES = 'application/offset+octet-stream';
/** A connection that brings nothing for this time is given up; the upload goes on with another request. */
const SILENCE_MS = 60_000;

const TUS = { 'Tus-Resumable': `\`${PROTOCOL}\`` };
const EXPIRES = { 'Upload-Expires': 'When it is given up.' };
const REFUSALS = { 403: ['forbidden'], 410: ['upload_expired'], 412: ['tus_version'] };

/** Resumable uploads. Here it is checked who may touch one; who may begin one, in `tus-server.ts`, which reads the project. */
@Controller('api/uploads')
export class TusController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(TusServer) private readonly tus: TusServer,
    @Inject(Finishing) private readonly finishing: Finishing,
  ) {}

  @Options(['', ':id'])
  @HttpCode(204)
  @Describe({
    summary: 'What the protocol offers here',
    answer: null,
    answerHeaders: {
      ...TUS,
      'Tus-Extension': 'With commas.',
      'Tus-Max-Size': 'The most bytes that an upload may have.',
    },
  })
  options(@Req() request: Request, @Res() response: Response): Promise<void> {
    // Set here, not by the protocol's server: that would refuse what is larger in words of its own.
    response.set('Tus-Max-Size', String(this.tus.maxUploadBytes));
    return this.tus.handle(request, response);
  }

  @Post()
  @Describe({
    summary: 'Begin an upload of a recording',
    details: 'tus 1.0, with creation, creation-with-upload, termination and expiration. Kept for 24 hours.',
    requiredHeaders: {
      ...TUS,
      'Upload-Length': 'The whole number of bytes.',
      'Upload-Metadata':
        '`projectId`, `filename` and `filetype`, each followed by its value in Base64, with commas between.',
    },
    answer: null,
    answerHeaders: {
      ...TUS,
      Location: 'The address of the upload.',
      'Upload-Offset': 'So many bytes are here.',
      ...EXPIRES,
    },
    problems: {
      400: ['invalid_upload'],
      403: ['forbidden'],
      404: ['not_found'],
      409: ['source_exists'],
      412: ['tus_version'],
      413: ['too_large', 'invalid_upload'],
      415: ['not_media', 'invalid_upload'],
      422: ['invalid_request', 'empty_file'],
      501: ['invalid_upload'],
      429: ['task_limit'],
      507: ['no_space', 'storage_limit'],
    },
  })
  create(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer(request, response);
  }

  @Head(':id')
  @Describe({
    summary: 'How much of an upload is here',
    requiredHeaders: TUS,
    answer: null,
    answerHeaders: { ...TUS, 'Upload-Offset': 'So many bytes.', ...EXPIRES },
    problems: { ...REFUSALS, 409: ['source_exists'] },
  })
  async head(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { state, expiresAt } = await this.requireOwn(caller, id);
    if (state === 'receiving') response.set('Upload-Expires', expiresAt.toUTCString());
    await this.answer(request, response);
    await this.finishing.look(id);
  }

  @Patch(':id')
  @HttpCode(204)
  @Describe({
    summary: 'Go on with an upload; its last byte starts the pipeline',
    details: 'Who cannot send PATCH or DELETE sends POST with `X-HTTP-Method-Override`.',
    requiredHeaders: { ...TUS, 'Upload-Offset': 'Where these bytes belong: how many are here.' },
    streams: BYTES,
    answer: null,
    answerHeaders: { ...TUS, 'Upload-Offset': 'So many bytes are here now.', ...EXPIRES },
    problems: {
      ...REFUSALS,
      400: ['invalid_upload'],
      409: ['source_exists', 'upload_whole', 'offset_conflict', 'gave_way'],
      413: ['invalid_upload'],
      415: ['not_media', 'invalid_upload'],
      423: ['upload_busy'],
      507: ['no_space'],
    },
  })
  async patch(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { state } = await this.requireOwn(caller, id);
    if (state !== 'receiving') throw whole();
    if (request.headers['content-type'] !== BYTES) throw otherContentType();
    await this.answer(request, response);
  }

  @Delete(':id')
  @HttpCode(204)
  @Describe({
    summary: 'Give an upload up',
    requiredHeaders: TUS,
    answer: null,
    answerHeaders: TUS,
    problems: { ...REFUSALS, 409: ['source_exists', 'upload_whole'], 423: ['upload_busy'] },
  })
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
