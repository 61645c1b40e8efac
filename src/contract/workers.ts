import { z } from 'zod';
import { count, time } from './answers.js';

export const workers = z
  .object({
    running: count,
    lastSeenAt: time.nullable().describe('When any was last seen; null where none was within a day.'),
  })
  .meta({ id: 'Workers', description: 'Whether anything is there to do the work.' });
export type Workers = z.infer<typeof workers>;
