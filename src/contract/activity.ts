import { z } from 'zod';
import { count, time } from './answers.js';

export const deeds = ['generated', 'edited', 'restored', 'asked_review', 'approved', 'sent_back', 'published'] as const;

export const deed = z
  .object({
    id: z.uuid(),
    at: time,
    what: z.enum(deeds),
    by: z.string().nullable().describe('The name of who did it; null for somebody who is gone.'),
    type: z.string().describe('The content type of the draft.'),
    version: count.nullable().describe('Which one came of it, or was meant; null for one that was asked for.'),
    note: z.string().nullable().describe('What they said.'),
  })
  .meta({ id: 'Deed', description: 'What somebody did with a draft. Of a session of writing, its last version.' });
export type Deed = z.infer<typeof deed>;
