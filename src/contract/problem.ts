import { z } from 'zod';

export const problemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('For people: what went wrong and what to do about it.'),
    code: z.string().describe('Stable and machine-readable.'),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .exactOptional()
      .describe('Each fault in what was sent, by its place there, such as `segments.0.text`.'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });
export type ProblemDetails = z.infer<typeof problemDetails>;
