/** Tasks in people's words, with the names of what can be written and of the documents that were given. */
import type { EntityManager } from 'typeorm';
import { contentTypes } from '../content/content-types.js';
import type { TaskKey } from '../contract/task.js';
import type { Names } from '../contract/task-words.js';
import * as words from '../contract/task-words.js';
import { DocumentRow } from '../database/entities/document.entity.js';
import { documentOf } from '../steps/lookup.js';
import { pipeline } from '../steps/pipeline.js';
import { registryOf } from '../steps/registry.js';

export const names: Names = {
  steps: registryOf(pipeline).steps,
  types: Object.entries(contentTypes).map(([id, { label }]) => ({ id, label })),
};

/** What a task makes or reads, such as `Transcript` or `Blog post`. */
export const labelOf = (key: TaskKey): string => words.labelOf(key, names);

/** As `labelOf`, but a document by the name of its file. */
export async function nameOf(db: EntityManager, key: TaskKey): Promise<string> {
  const id = documentOf(key);
  const document = id === null ? null : await db.findOneBy(DocumentRow, { id });
  return document?.filename ?? labelOf(key);
}
