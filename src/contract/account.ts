import { z } from 'zod';
import { count, time } from './answers.js';
import { typed } from './text.js';

export const account = z.object({ id: z.uuid(), name: z.string(), email: z.string() }).meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

export const storageUse = z
  .object({
    usedBytes: count.describe(
      'By the recordings, also those on their way, documents and screenshots of your projects.',
    ),
    limitBytes: count.nullable().describe('How much they may have together. Null: there is no limit.'),
  })
  .meta({ id: 'StorageUse', description: 'Files count for who owns the project that they lie in.' });
export type StorageUse = z.infer<typeof storageUse>;

export const me = account.extend({ storage: storageUse }).meta({ id: 'Me', description: 'Who is signed in.' });
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
