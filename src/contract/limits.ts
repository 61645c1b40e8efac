import { z } from 'zod';
import { count } from './answers.js';

export const limits = z
  .object({
    maxUploadBytes: count,
    recognisesSpeech: z.boolean().describe('Whether a recording without captions gets a transcript all the same.'),
  })
  .meta({ id: 'Limits', description: 'What the page should know before it sends anything.' });
export type Limits = z.infer<typeof limits>;
