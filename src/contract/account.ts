import { z } from 'zod';
import { time } from './answers.js';
import { typed } from './text.js';

export const me = z
  .object({ id: z.uuid(), name: z.string(), email: z.string() })
  .meta({ id: 'Me', description: 'Who is signed in.' });
export type Me = z.infer<typeof me>;

export const createApiKey = z.strictObject({ name: typed(z.string().trim().min(1).max(100)) });
export type NewApiKey = z.infer<typeof createApiKey>;

export const apiKey = z
  .object({ id: z.uuid(), name: z.string(), createdAt: time, lastUsedAt: time.nullable() })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKey>;

export const createdApiKey = apiKey
  .extend({ key: z.string().describe('The key itself, in this answer only.') })
  .meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof createdApiKey>;
