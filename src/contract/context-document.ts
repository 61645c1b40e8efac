import { z } from 'zod';
import { count, time } from './answers.js';
import { documentKinds } from './documents.js';

export const contextDocument = z
  .object({
    id: z.uuid(),
    filename: z.string(),
    kind: z.enum(documentKinds),
    sizeBytes: count,
    uploadedAt: time,
    passages: count
      .nullable()
      .describe('Pieces that can be found; null until its task, `document:<id>`, has succeeded.'),
  })
  .meta({ id: 'Document' });
export type ContextDocument = z.infer<typeof contextDocument>;
