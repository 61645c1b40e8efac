import { z } from 'zod';
import { time } from './answers.js';
import { account, apiKey, session } from './account.js';
import { roles } from './project.js';

export const accountData = z
  .object({
    account,
    sessions: z.array(session),
    apiKeys: z.array(apiKey),
    mails: z.object({ drafts: z.string(), language: z.string() }).nullable(),
    voice: z.object({ posts: z.unknown(), keepTo: z.string() }).nullable(),
    projects: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        role: z.enum(roles),
        tags: z.array(z.string()),
        createdAt: time,
        updatedAt: time,
        binnedAt: time.nullable(),
        recording: z.string().nullable().describe("The recording's file name."),
        drafts: z.array(z.object({ type: z.string(), body: z.string() })),
      }),
    ),
  })
  .meta({ id: 'AccountData' });
export type AccountData = z.infer<typeof accountData>;
