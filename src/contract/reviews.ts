import { z } from 'zod';
import { count, time } from './answers.js';
import { LONGEST_NOTE } from './content-limits.js';
import { typed } from './text.js';
import { webAddress } from './web-address.js';

export const contentState = z.enum(['draft', 'in_review', 'approved', 'published']).meta({
  id: 'ContentState',
  description:
    'How far a draft has come among people. An approval falls when the text changes after it: then it is a draft again.',
});
export type ContentState = z.infer<typeof contentState>;

export const published = z
  .object({ version: count, url: z.string().nullable().describe('Null where nobody said it.'), at: time })
  .meta({ id: 'Published', description: 'Which version went out last, when and to where.' });
export type Published = z.infer<typeof published>;

export const setState = z
  .strictObject({
    state: contentState,
    note: typed(z.string().trim().max(LONGEST_NOTE)).optional().describe('A word to the others.'),
    url: webAddress.nullable().optional().describe('Of what is published: where it is to be read.'),
  })
  .refine(({ state, url }) => url === undefined || state === 'published', {
    message: 'Only what is published has an address',
    path: ['url'],
  })
  .meta({ id: 'ContentStateChange' });
export type StateChange = z.infer<typeof setState>;

export const review = z
  .object({
    state: contentState.describe('What it became.'),
    version: count.describe('Of this version.'),
    note: z.string().nullable(),
    url: z.string().nullable(),
    by: z.string().nullable().describe('The name of who said so; null where the text changed, or they are gone.'),
    at: time,
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof review>;
