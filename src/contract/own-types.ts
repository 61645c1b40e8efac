/** Content types that people make themselves: what crosses the wire about them. */
import { z } from 'zod';
import { contentFormat, scopes } from './content.js';
import { isSeen, oneLine, typed, visible, withoutDirectionMarks } from './text.js';

/** In UTF-16 code units. */
export const LONGEST_LABEL = 60;
export const LONGEST_BRIEF = 4_000;
/** Of a draft. With less there is no room for a title and a sentence. */
export const SHORTEST_LIMIT = 80;
export const LONGEST_LIMIT = 20_000;
/** Where characters are weighed, posts are short. */
export const LONGEST_WEIGHTED = 1_000;

const label = oneLine(
  z
    .string()
    .transform((text) => withoutDirectionMarks(text).trim())
    .pipe(z.string().max(LONGEST_LABEL))
    .refine(isSeen, 'A name has letters or other signs'),
);

const brief = typed(
  z
    .string()
    .trim()
    .max(LONGEST_BRIEF)
    .refine((text) => /[\p{L}\p{N}]/u.test(visible(text)), 'Say in words what is to be written'),
).describe('What is to be written, in the words of its owner: the language model is told it as an instruction.');

const limit = z
  .strictObject({
    max: z.int().min(SHORTEST_LIMIT).max(LONGEST_LIMIT),
    measure: z.enum(['characters', 'weighted']).default('characters'),
    per: z
      .enum(['post', 'text'])
      .optional()
      .describe('Follows from the format: `post` for threads, `text` for others.'),
  })
  .refine(
    ({ max, measure }) => measure === 'characters' || max <= LONGEST_WEIGHTED,
    `At most ${LONGEST_WEIGHTED} where characters are counted as X does`,
  )
  .nullable();

const action = z.enum(['edit', 'view']);
const scope = z.enum(scopes);

export const newContentType = z
  .strictObject({
    label,
    brief,
    format: contentFormat.default('markdown'),
    limit: limit.default(null),
    action: action.default('edit'),
    scope: scope.default('the best of it'),
  })
  .meta({ id: 'NewContentType' });
export type NewContentType = z.infer<typeof newContentType>;

export const changeContentType = z
  .strictObject({
    label: label.optional(),
    brief: brief.optional(),
    format: contentFormat.optional().describe('Only the one it has: its drafts are written in it.'),
    limit: limit.optional(),
    action: action.optional(),
    scope: scope.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'Name something to change')
  .meta({ id: 'ContentTypeChange' });
export type ContentTypeChange = z.infer<typeof changeContentType>;

export const contentTypesQuery = z.object({
  projectId: z
    .uuid()
    .toLowerCase()
    .optional()
    .describe('Only what can be written in this project, and what was written there of types deleted since.'),
});
export type ContentTypesQuery = z.infer<typeof contentTypesQuery>;
