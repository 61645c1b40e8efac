import { z } from 'zod';
import { time } from './answers.js';
import { account, apiKey, session } from './account.js';
import { contentTypeInfo } from './content.js';
import { roles } from './project.js';
import { notice } from './realtime.js';
import { webhook } from './webhooks.js';

export const accountData = z
  .object({
    account,
    sessions: z.array(session),
    apiKeys: z.array(apiKey),
    identityProvider: z
      .array(z.object({ sub: z.string().describe('What it calls you.'), connectedAt: time }))
      .describe('Where you sign in by it.'),
    mails: z.object({ drafts: z.string(), language: z.string() }).nullable(),
    voice: z.object({ posts: z.unknown(), keepTo: z.string() }).nullable(),
    contentTypes: z.array(contentTypeInfo).describe('Kinds of drafts of your own.'),
    webhooks: z.array(webhook).describe('Without their secrets.'),
    notices: z.array(notice).describe('Those to you alone; those of projects are to be had there.'),
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
