import { z } from 'zod';
import { count } from './answers.js';

export const limits = z
  .object({
    maxUploadBytes: count,
    recognition: z
      .object({
        where: z
          .enum(['server', 'here', 'nowhere'])
          .describe(
            '`server`: on one that was set up; `here`: by the workers themselves; `nowhere`: captions are needed.',
          ),
        downloadBytes: count
          .nullable()
          .describe('How much is fetched before it is done for the first time, about. 0: nothing. Null: nobody knows.'),
      })
      .describe('What becomes of speech without captions.'),
    recognisesSpeech: z.boolean().describe('Whether a recording without captions gets a transcript all the same.'),
  })
  .meta({ id: 'Limits', description: 'What the page should know before it sends anything.' });
export type Limits = z.infer<typeof limits>;
