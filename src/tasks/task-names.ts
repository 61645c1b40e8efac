/** Tasks in people's words, with the names of what can be written and of the documents that were given. */
import type { EntityManager } from 'typeorm';
import { contentTypes } from '../content/content-types.js';
import { shownType } from '../content/own/stored.js';
import type { TaskKey } from '../contract/task.js';
import type { Names } from '../contract/task-words.js';
import * as words from '../contract/task-words.js';
import { DocumentRow } from '../database/entities/document.entity.js';
import { contentTypeOf, documentOf, whichOf } from '../steps/lookup.js';
import { pipeline } from '../steps/pipeline.js';
import { registryOf } from '../steps/registry.js';

export const names: Names = {
  steps: registryOf(pipeline).steps,
  types: Object.entries(contentTypes).map(([id, { label }]) => ({ id, label })),
};

/** The names that a task's words are made with, where what it makes is called `label`. */
export const namesWith = (key: TaskKey, label: string): Names => ({
  ...names,
  types: [{ id: whichOf(key), label }, ...names.types],
});

/** What a task makes or reads, such as `Transcript` or `Blog post`; a document by the name of its file. */
export async function nameOf(db: EntityManager, key: TaskKey): Promise<string> {
  const [documentId, type] = [documentOf(key), contentTypeOf(key)];
  const document = documentId === null ? null : await db.findOneBy(DocumentRow, { id: documentId });
  if (document) return document.filename;
  const label = type === null ? undefined : (await shownType(db, type))?.label;
  return words.labelOf(key, label === undefined ? names : namesWith(key, label));
}
