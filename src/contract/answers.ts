/** What answers of many routes are made of. */
import { z } from 'zod';

/** A moment, ISO 8601 in UTC. */
export const time = z.iso.datetime();

/** A number of things, or of milliseconds or bytes where the name says so. */
export const count = z.int().min(0);

/** A list that comes whole. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.null() });
export interface List<T> {
  items: T[];
  nextCursor: null;
}

/** A list that comes page by page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('The `cursor` of the next page; null on the last.'),
  });

/** Which page of a list. */
export const pageQuery = z.object({ cursor: z.string().optional().describe('As given by the page before.') });
export type PageQuery = z.infer<typeof pageQuery>;
