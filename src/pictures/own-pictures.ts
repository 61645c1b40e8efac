/** Pictures that people put into drafts: files that they give, and frames of the recording that they ask for. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { shownType } from '../content/own/stored.js';
import type { ContentType } from '../content/talk.js';
import type { StorageUse } from '../contract/account.js';
import type { OwnPicture, WantedFrame } from '../contract/own-pictures.js';
import { OwnPictureRow } from '../database/entities/content.entity.js';
import { SourceRow } from '../database/entities/project.entity.js';
import { TaskRow } from '../database/entities/task.entity.js';
import { EventLog } from '../events/event-log.js';
import type { DeletedRow } from '../events/deleted-things.js';
import { moveBack, moveToBin } from '../events/deleted-things.js';
import type { ProjectTx } from '../events/project-tx.js';
import { ProjectGone } from '../events/project-tx.js';
import { Problem, problems } from '../http/problem.js';
import { requireRole, writeAs } from '../members/access.js';
import { refuseTasksOver } from '../members/owner-limits.js';
import { leftOf, overLimit, StorageLimit, storageOfOwner } from '../members/storage-use.js';
import { ObjectTooLarge, Storage } from '../outside/storage/storage.js';
import { addOwnPicture, frameName, ownPicture, ownPictureKey } from '../recording/own-pictures.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { frameKey } from '../steps/lookup.js';
import { toTask } from '../tasks/task-view.js';
import { Tasks } from '../tasks/tasks.js';
import { isRefusal, noSpaceOr, tooLarge } from '../uploads/refusals.js';
import type { PictureKind } from './kind.js';
import { PICTURE_BYTES, pictureKind } from './kind.js';

const MAX_PICTURE_BYTES = 20_000_000;
const MOST_PICTURES = 1_000;

@Injectable()
export class OwnPictures {
  private readonly logger = new Logger(OwnPictures.name);

  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
    private readonly storage: Storage,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'storageLimitBytes' | 'tasksPerOwner'>,
  ) {}

  /** Newest first. */
  async list(userId: string, projectId: string): Promise<OwnPicture[]> {
    const { manager } = this.log.db;
    await requireRole(manager, projectId, userId, 'viewer');
    const rows = await manager.find(OwnPictureRow, { where: { projectId }, order: { createdAt: 'DESC', name: 'ASC' } });
    return rows.map(toPicture);
  }

  /** Where it is. Throws the problem 404 `not_found`. */
  async find(userId: string, projectId: string, name: string): Promise<OwnPictureRow> {
    await requireRole(this.log.db.manager, projectId, userId, 'viewer');
    const row = await ownPicture(this.log.db.manager, projectId, name);
    if (!row) throw problems.notFound('This picture');
    return row;
  }

  /** Keeps a file. Throws the problems 409 `too_many_pictures`, 413 `too_large`, 415 `not_a_picture`, and 507. */
  async add(userId: string, projectId: string, body: Readable): Promise<OwnPicture> {
    const { manager } = this.log.db;
    await requireRole(manager, projectId, userId, 'editor');
    if ((await manager.countBy(OwnPictureRow, { projectId })) >= MOST_PICTURES) throw tooMany();
    const use = await storageOfOwner(manager, projectId, this.settings.storageLimitBytes);
    const aside = ownPictureKey(projectId, `${randomUUID()}.new`);
    try {
      const { sizeBytes } = await this.store(aside, body, use);
      const { type, ending, size } = await this.look(aside, sizeBytes);
      const name = `${randomUUID()}.${ending}`;
      const key = ownPictureKey(projectId, name);
      await this.storage.put(key, await this.storage.get(aside));
      const picture = { name, type, width: size?.width ?? null, height: size?.height ?? null, sizeBytes };
      return await this.keep([projectId, userId], picture).catch(async (error: unknown) => {
        if (isRefusal(error)) await this.storage.remove(key);
        throw error;
      });
    } catch (error) {
      throw error instanceof ProjectGone ? problems.notFound('This project') : error;
    } finally {
      await this.storage.remove(aside).catch((error: unknown) => {
        this.logger.error(`A picture that was being stored is left over until the night: ${String(error)}`);
      });
    }
  }

  private keep(
    [projectId, userId]: [projectId: string, userId: string],
    picture: Parameters<typeof addOwnPicture>[1],
  ): Promise<OwnPicture> {
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      // Others may have come in while this one was on its way.
      const over = await overLimit(tx.db, projectId, picture.sizeBytes, this.settings.storageLimitBytes);
      if (over) throw over.problem;
      await addOwnPicture(tx, picture);
      return toPicture(await tx.db.findOneByOrFail(OwnPictureRow, { projectId, name: picture.name }));
    });
  }

  /** A frame that is there already, or one that a task takes. Throws the problems 404 `not_ready`, 409 and 422. */
  async want(userId: string, projectId: string, atMs: number): Promise<WantedFrame> {
    const name = frameName(atMs);
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const url = urlOf(projectId, name);
      if (await ownPicture(tx.db, projectId, name)) return { name, url, task: null };
      const media = (await tx.db.findOneBy(SourceRow, { projectId }))?.media;
      if (!media) throw problems.notReady('recording');
      if (!media.video || atMs >= media.durationMs) throw noPicture();
      const key = frameKey(atMs);
      const unfinished = await tx.db.findOneBy(TaskRow, { projectId, key, status: In(['queued', 'running']) });
      if (!unfinished) await refuseTasksOver(tx.db, projectId, this.settings.tasksPerOwner);
      if (!unfinished && (await tx.db.countBy(OwnPictureRow, { projectId })) >= MOST_PICTURES) throw tooMany();
      return { name, url, task: toTask(unfinished ?? (await this.tasks.create(tx, { key, requestedBy: userId }))) };
    });
  }

  /** Into the bin. Throws the problems 404, and 409 `picture_in_use` while a draft shows it. */
  async remove(userId: string, projectId: string, name: string): Promise<void> {
    await writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      if (!(await ownPicture(tx.db, projectId, name))) throw problems.notFound('This picture');
      const shownIn = await draftsThatShow(tx.db, projectId, name);
      if (shownIn.length > 0) throw inUse(await Promise.all(shownIn.map((type) => shownType(tx.db, type))));
      await moveToBin(tx.db, 'picture', { projectId, of: name });
    });
  }

  private async store(key: string, body: Readable, use: StorageUse): Promise<{ sizeBytes: number }> {
    try {
      return await this.storage.put(key, body, { maxBytes: Math.min(MAX_PICTURE_BYTES, leftOf(use)) });
    } catch (error) {
      if (!(error instanceof ObjectTooLarge)) throw noSpaceOr(error);
      throw leftOf(use) < MAX_PICTURE_BYTES ? new StorageLimit(use).problem : tooLarge(error.maxBytes);
    }
  }

  private async look(key: string, sizeBytes: number): Promise<PictureKind> {
    const end = Math.min(PICTURE_BYTES, sizeBytes) - 1;
    const kind = sizeBytes === 0 ? null : pictureKind(await buffer(await this.storage.get(key, { start: 0, end })));
    if (!kind)
      throw new Problem(
        415,
        'not_a_picture',
        'This is no picture that a draft can show. Give a JPEG, PNG, GIF or WebP file.',
      );
    return kind;
  }
}

/** Brings a picture back from the bin. Throws the problem 409 `too_many_pictures`. */
export async function restorePicture(tx: ProjectTx, deleted: DeletedRow): Promise<void> {
  if ((await tx.db.countBy(OwnPictureRow, { projectId: tx.projectId })) >= MOST_PICTURES) throw tooMany();
  await moveBack(tx.db, 'picture', deleted);
}

/** The types of the drafts whose newest version has it. */
async function draftsThatShow(db: EntityManager, projectId: string, name: string): Promise<string[]> {
  const rows = await db.query<{ type: string }[]>(
    `SELECT type FROM (SELECT DISTINCT ON (type) type, body FROM content_versions WHERE project_id = $1
       ORDER BY type, version DESC) newest WHERE strpos(body, $2) > 0 ORDER BY type`,
    [projectId, `pictures/${name}`],
  );
  return rows.map(({ type }) => type);
}

const urlOf = (projectId: string, name: string): string => `/api/projects/${projectId}/pictures/${name}`;

const toPicture = ({
  projectId,
  name,
  atMs,
  type,
  width,
  height,
  sizeBytes,
  createdAt,
}: OwnPictureRow): OwnPicture => ({
  name,
  url: urlOf(projectId, name),
  atMs,
  type,
  width,
  height,
  sizeBytes,
  createdAt: createdAt.toISOString(),
});

const tooMany = (): Problem =>
  problems.conflict(
    'too_many_pictures',
    `A project takes ${MOST_PICTURES} pictures of your own, and has them already. Delete one first.`,
  );

const inUse = (types: readonly (Pick<ContentType, 'label'> | null)[]): Problem =>
  problems.conflict(
    'picture_in_use',
    `This picture stands in a draft: ${types.flatMap((type) => type?.label ?? []).join(', ')}. Take it out there first.`,
  );

const noPicture = (): Problem =>
  problems.invalidRequest([{ path: 'atMs', message: 'The recording shows no picture there' }]);
