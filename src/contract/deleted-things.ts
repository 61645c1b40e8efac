/** What was deleted beside whole projects, and lies in the bin. What crosses the wire about it. */
import { z } from 'zod';
import { count, listOf, time } from './answers.js';

export const deletedKind = z.enum(['document', 'picture', 'share', 'contentType']);
export type DeletedKind = z.infer<typeof deletedKind>;

export const deletedThing = z
  .object({
    id: z.uuid().describe('Of its place in the bin.'),
    kind: deletedKind,
    of: z
      .string()
      .describe('What it was called by before: the id of a document, link or kind of draft, the name of a picture.'),
    name: z.string().nullable().describe('As people called it; null for pictures and links, which have no name.'),
    project: z
      .object({ id: z.uuid(), title: z.string() })
      .nullable()
      .describe('Whose it was; null for a kind of draft, which is for all of a person’s projects.'),
    sizeBytes: count.describe('What its file takes until it is deleted for good.'),
    binnedAt: time,
    goneAt: time.describe('About when it is deleted for good.'),
  })
  .meta({ id: 'DeletedThing' });
export type DeletedThing = z.infer<typeof deletedThing>;

export const deletedThings = listOf(deletedThing);
