/** Pages by which people read a project without an account. */
import { z } from 'zod';
import { listOf, time, count } from './answers.js';

export const createShare = z
  .strictObject({
    contents: z
      .array(z.string().min(1).max(100))
      .max(50)
      .default([])
      .describe('Which drafts are shown, by their types.'),
    recording: z.boolean().default(true).describe('Whether it can be played, with its chapters.'),
    transcript: z.boolean().default(true),
    expiresAt: z.iso.datetime().nullable().default(null).describe('Null: it ends when somebody deletes it.'),
  })
  .refine(
    ({ contents, recording, transcript }) => contents.length > 0 || recording || transcript,
    'Choose something to show',
  )
  .refine(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > Date.now(), {
    path: ['expiresAt'],
    message: 'Choose a moment that is still to come',
  })
  .meta({ id: 'NewShare' });
export type NewShare = z.infer<typeof createShare>;

export const share = z
  .object({
    id: z.uuid(),
    contents: z.array(z.string()),
    recording: z.boolean(),
    transcript: z.boolean(),
    createdAt: time,
    expiresAt: time.nullable(),
    views: count.describe('How often its page was opened.'),
    lastViewedAt: time.nullable(),
  })
  .meta({ id: 'Share' });
export type Share = z.infer<typeof share>;

export const shareWithLink = share
  .extend({ link: z.url().describe('In this answer only: of it no more than a hash is kept.') })
  .meta({ id: 'ShareWithLink' });
export type ShareWithLink = z.infer<typeof shareWithLink>;

export const shareList = listOf(share);
