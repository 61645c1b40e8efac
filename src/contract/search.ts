/** Search, as it crosses the wire. */
import { z } from 'zod';
import { count, pageOf } from './answers.js';
import { anId, typed } from './text.js';

export const searchQuery = z.object({
  q: typed(z.string().trim().min(1).max(500)).describe(
    'Words in any form, the last one as far as it is typed; "phrases", -without, this OR that.',
  ),
  projectId: anId.optional().describe('In this project only.'),
  cursor: z.string().max(200).optional().describe('As given by the page before.'),
});
export type SearchQuery = z.infer<typeof searchQuery>;

const searchHit = z
  .object({
    kind: z.enum(['transcript', 'draft', 'document', 'slide']),
    projectId: z.uuid(),
    projectTitle: z.string(),
    title: z
      .string()
      .describe("Of what it was found in: `Transcript`, `Slides`, the content type's label, the document's file name."),
    snippet: z.string().describe('Some words around what was found, as plain text.'),
    marks: z
      .array(z.object({ start: count, end: count }))
      .describe('What was found in it: ascending ranges of UTF-16 code units, the end excluded.'),
    startMs: count.nullable().describe('The moment of the talk to jump to; null where there is none.'),
    href: z.string().describe('The page that shows it, such as `/projects/<id>/transcript#t=53.2`.'),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof searchHit>;

export const searchHits = pageOf(searchHit);
export type SearchHits = z.infer<typeof searchHits>;

export const relatedQuery = z.object({
  q: searchQuery.shape.q.describe('As in the search; here its meaning counts.'),
  projectId: anId,
});
export type RelatedQuery = z.infer<typeof relatedQuery>;

export const relatedHits = z.object({
  items: z
    .array(searchHit)
    .describe('Without what the search finds by its words. None where no OPENAI_EMBEDDING_MODEL is set.'),
});
export type RelatedHits = z.infer<typeof relatedHits>;
