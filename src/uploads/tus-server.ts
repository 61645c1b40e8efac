/** tus 1.0 (https://tus.io/protocols/resumable-upload), with Devreel's rules in its hooks. */
import { Inject, Injectable } from '@nestjs/common';
import type { Lock, ServerOptions, Upload } from '@tus/server';
import { ERRORS, Server } from '@tus/server';
import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { callerOf } from '../auth/caller.js';
import { anId, typed } from '../contract/text.js';
import { SourceRow } from '../database/entities/project.entity.js';
import { UploadRow } from '../database/entities/upload.entity.js';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { requireRole } from '../members/access.js';
import { refuseTasksOver } from '../members/owner-limits.js';
import { overLimit } from '../members/storage-use.js';
import { Problem } from '../http/problem.js';
import { Storage } from '../outside/storage/storage.js';
import { Finishing } from './finishing.js';
import { Hashes } from './hashes.js';
import { KEPT_HOURS, Leases } from './leases.js';
import { emptyFile, gaveWay, noSpace, otherContentType, sourceExists, tooLarge, uploadExpired } from './refusals.js';
import { TusStore } from './tus-store.js';
import { UploadBytes } from './upload-bytes.js';

export const UPLOADS_PATH = '/api/uploads';

/** How long a request that must give way has to store what it has received. */
const GIVE_WAY_MS = 300;

const metadata = z.object({
  projectId: anId,
  filename: typed(z.string().trim().min(1).max(255)).default('recording'),
  filetype: typed(z.string().trim().max(255)).nullish(),
});

type TusRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0];

@Injectable()
export class TusServer {
  readonly maxUploadBytes: number;
  private readonly storageLimitBytes: number | null;
  private readonly tasksPerOwner: number;
  private readonly server: Server;

  constructor(
    private readonly db: DataSource,
    private readonly finishing: Finishing,
    private readonly storage: Storage,
    bytes: UploadBytes,
    @Inject(SETTINGS) settings: Pick<ServerSettings, 'maxUploadBytes' | 'storageLimitBytes' | 'tasksPerOwner'>,
    hashes: Hashes,
    leases: Leases,
  ) {
    this.maxUploadBytes = settings.maxUploadBytes;
    this.storageLimitBytes = settings.storageLimitBytes;
    this.tasksPerOwner = settings.tasksPerOwner;
    const store = new TusStore(db, bytes, hashes);
    this.server = new ThrowingServer({
      path: UPLOADS_PATH,
      datastore: store,
      locker: { newLock: (id) => releasedAfter(leases.newLock(id), () => store.settled(id)) },
      lockDrainTimeout: GIVE_WAY_MS,
      relativeLocation: true,
      // Only Devreel's own pages send recordings.
      allowedOrigins: () => false,
      namingFunction: () => randomUUID(),
      onUploadCreate: (request, upload) => this.create(callerFrom(request), upload),
      onUploadFinish: async (_request, upload) => {
        await this.finishing.settle(upload.id);
        return {};
      },
      onResponseError: (_request, error) => {
        throw toThrow(error);
      },
    });
  }

  /** Answers one request that may be made. Throws a problem for everything that is not a success. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.server.handle(request, response);
  }

  /** A row before the first byte. Throws 404, 403, 409 `source_exists`, 413 `too_large`, 422, 429 `task_limit` and 507 `no_space`. */
  private async create(caller: Caller, upload: Upload): Promise<{ metadata: NonNullable<Upload['metadata']> }> {
    const { projectId, filename, filetype = null } = metadata.parse(upload.metadata ?? {});
    const { manager } = this.db;
    await requireRole(manager, projectId, caller.userId, 'editor');
    await refuseTasksOver(manager, projectId, this.tasksPerOwner);
    const sizeBytes = upload.size ?? 0;
    if (sizeBytes === 0) throw emptyFile();
    if (sizeBytes > this.maxUploadBytes) throw tooLarge(this.maxUploadBytes);
    if (await manager.existsBy(SourceRow, { projectId })) throw sourceExists();
    if ((await this.storage.freeBytes()) < sizeBytes) throw noSpace();
    await this.db.transaction(async (tx) => {
      const over = await overLimit(tx, projectId, sizeBytes, this.storageLimitBytes);
      if (over) throw over.problem;
      await tx.insert(UploadRow, {
        id: upload.id,
        projectId,
        userId: caller.userId,
        filename,
        filetype,
        sizeBytes,
        expiresAt: () => `now() + interval '${KEPT_HOURS} hours'`,
      });
    });
    return { metadata: { projectId, filename, filetype } };
  }
}

const releasedAfter = (lock: Lock, settled: () => Promise<void>): Lock => ({
  lock: (signal, giveWay) => lock.lock(signal, giveWay),
  unlock: async () => {
    await settled();
    await lock.unlock();
  },
});

/** The protocol's server writes some of its refusals at once, as plain text. Here they are thrown as all others are. */
class ThrowingServer extends Server {
  override write(...[context, headers, status, body]: Parameters<Server['write']>): ReturnType<Server['write']> {
    if (status >= 400) return Promise.reject(toThrow({ status_code: status, body: body ?? '' }));
    return super.write(context, headers, status, body);
  }
}

function callerFrom(request: TusRequest): Caller {
  const node = request.runtime?.node?.req;
  if (!node) throw new Error('This request did not come in over HTTP.');
  return callerOf(node as Request);
}

type TusError = (typeof ERRORS)[keyof typeof ERRORS];
const isTusError = (error: object): error is TusError => 'status_code' in error && 'body' in error;

/** tus throws plain objects; what leaves here are problems, and errors for the log. */
function toThrow(error: Error | { status_code: number; body: string }): Error {
  if (error instanceof Problem || !isTusError(error)) return error as Error;
  const { status_code: status, body } = error as { status_code: number; body: string };
  switch (error as unknown) {
    case ERRORS.FILE_NOT_FOUND:
      return new Problem(404, 'not_found', 'This upload does not exist, or is not yours to see.');
    case ERRORS.FILE_NO_LONGER_EXISTS:
      return uploadExpired();
    case ERRORS.INVALID_OFFSET:
      return new Problem(409, 'offset_conflict', 'The server has another number of bytes. Ask for it with HEAD.');
    // The protocol's own statuses, which its server mixes up: https://tus.io/protocols/resumable-upload#patch
    case ERRORS.INVALID_CONTENT_TYPE:
      return otherContentType();
    case ERRORS.MISSING_OFFSET:
      return new Problem(400, 'invalid_upload', 'Say in the header Upload-Offset where these bytes belong.');
    case ERRORS.ABORTED:
      return gaveWay();
    default:
      // 501: an extension of the protocol that is not offered here.
      if (status < 500 || status === 501) return new Problem(status, 'invalid_upload', body.trim());
      return new Error(body.trim());
  }
}
