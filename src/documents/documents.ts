/** Documents that people give as context for drafts. Each is stored, and a task makes it findable. */
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { EventLog } from '../events/event-log.js';
import type { DeletedRow } from '../events/deleted-things.js';
import { moveBack, moveToBin } from '../events/deleted-things.js';
import type { ProjectTx } from '../events/project-tx.js';
import { ProjectGone } from '../events/project-tx.js';
import type { StorageUse } from '../contract/account.js';
import type { ContextDocument } from '../contract/context-document.js';
import type { DocumentKind } from '../contract/documents.js';
import { MAX_DOCUMENT_BYTES } from '../contract/documents.js';
import type { Task } from '../contract/task.js';
import { DocumentRow } from '../database/entities/document.entity.js';
import { requireRole, writeAs } from '../members/access.js';
import { refuseTasksOver } from '../members/owner-limits.js';
import { leftOf, overLimit, StorageLimit, storageOfOwner } from '../members/storage-use.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Problem, problems } from '../http/problem.js';
import type { StoredObject } from '../outside/storage/storage.js';
import { ObjectTooLarge, projectPrefix, Storage } from '../outside/storage/storage.js';
import { documentKey } from '../steps/lookup.js';
import { toTask } from '../tasks/task-view.js';
import { Tasks } from '../tasks/tasks.js';
import { removePassages } from '../search/passages.js';
import { isRefusal, noSpaceOr, tooLarge } from '../uploads/refusals.js';
import { KIND_BYTES, kindOf } from './kind.js';
import { documentsOf, toDocument } from './stored.js';

const MOST_DOCUMENTS = 100;

@Injectable()
export class Documents {
  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
    private readonly storage: Storage,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'storageLimitBytes' | 'tasksPerOwner'>,
  ) {}

  async list(userId: string, projectId: string): Promise<ContextDocument[]> {
    await requireRole(this.log.db.manager, projectId, userId, 'viewer');
    return documentsOf(this.log.db.manager, projectId);
  }

  /**
   * Stores a document and adds its task. Throws the problems 409 `too_many_documents`, 413 `too_large`, 415
   * `not_a_document`, 422 `empty_file`, 429 `task_limit`.
   */
  async add(
    userId: string,
    projectId: string,
    filename: string,
    body: Readable,
  ): Promise<{ task: Task; document: ContextDocument }> {
    await requireRole(this.log.db.manager, projectId, userId, 'editor');
    await refuseTasksOver(this.log.db.manager, projectId, this.settings.tasksPerOwner);
    const use = await storageOfOwner(this.log.db.manager, projectId, this.settings.storageLimitBytes);
    const id = randomUUID();
    const folder = folderOf(projectId, id);
    try {
      const { kind, ...stored } = await this.store(`${folder}file`, filename, body, use);
      return await this.log.write(projectId, async (tx) => {
        // Again, since the file may have been long on its way.
        await requireRole(tx.db, projectId, userId, 'editor');
        const over = await overLimit(tx.db, projectId, stored.sizeBytes, this.settings.storageLimitBytes);
        if (over) throw over.problem;
        if ((await tx.db.countBy(DocumentRow, { projectId })) >= MOST_DOCUMENTS) throw tooMany();
        await tx.db.insert(DocumentRow, { id, projectId, filename, kind, objectKey: `${folder}file`, ...stored });
        tx.append('project.updated');
        const task = await this.tasks.create(tx, { key: documentKey(id) });
        return { task: toTask(task), document: toDocument(await tx.db.findOneByOrFail(DocumentRow, { id })) };
      });
    } catch (error) {
      if (isRefusal(error)) await this.storage.removeAll(folder);
      throw error instanceof ProjectGone ? problems.notFound('This project') : error;
    }
  }

  /** Puts a document into the bin. Its task is ended, and drafts that waited for it go on without it. Throws the problem 404. */
  async remove(userId: string, projectId: string, id: string): Promise<void> {
    await writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      if (!(await moveToBin(tx.db, 'document', { projectId, of: id }))) throw problems.notFound('This document');
      await removePassages(tx.db, projectId, id);
      await this.tasks.forget(tx, documentKey(id));
      tx.append('project.updated');
    });
  }

  private async store(
    key: string,
    filename: string,
    body: Readable,
    use: StorageUse,
  ): Promise<StoredObject & { kind: DocumentKind }> {
    let stored: StoredObject;
    try {
      stored = await this.storage.put(key, body, { maxBytes: Math.min(MAX_DOCUMENT_BYTES, leftOf(use)) });
    } catch (error) {
      if (!(error instanceof ObjectTooLarge)) throw noSpaceOr(error);
      throw leftOf(use) < MAX_DOCUMENT_BYTES ? new StorageLimit(use).problem : tooLarge(error.maxBytes);
    }
    if (stored.sizeBytes === 0) throw new Problem(422, 'empty_file', 'The file is empty. Choose the document again.');
    const first = await buffer(await this.storage.get(key, { start: 0, end: KIND_BYTES - 1 }));
    return { ...stored, kind: kindOf(first, filename) };
  }
}

/** Brings a document back from the bin, to be read again. Throws the problem 409 `too_many_documents`. */
export async function restoreDocument(tx: ProjectTx, tasks: Tasks, deleted: DeletedRow): Promise<void> {
  if ((await tx.db.countBy(DocumentRow, { projectId: tx.projectId })) >= MOST_DOCUMENTS) throw tooMany();
  await moveBack(tx.db, 'document', deleted);
  tx.append('project.updated');
  await tasks.create(tx, { key: documentKey(deleted.of) });
}

const folderOf = (projectId: string, id: string): string => `${projectPrefix(projectId)}documents/${id}/`;

const tooMany = (): Problem =>
  problems.conflict('too_many_documents', `A project takes ${MOST_DOCUMENTS} documents. Remove one first.`);
