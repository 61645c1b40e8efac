/** Webhooks: events of projects, sent to an address of one's own as Standard Webhooks (https://www.standardwebhooks.com) has it. */
import { z } from 'zod';
import { count, time } from './answers.js';
import { eventTypes } from './event-types.js';
import { projectEvent } from './realtime.js';
import { anId, MAX_INT } from './text.js';
import { webAddress as url } from './web-address.js';

const types = z
  .array(z.enum(eventTypes))
  .max(eventTypes.length)
  .describe('Which types of events are sent; an empty list means all.');

export const createWebhook = z
  .strictObject({
    url,
    eventTypes: types.default([]),
    projectId: anId.nullable().default(null).describe('Null: all projects that you may change, those to come, too.'),
    installation: z
      .boolean()
      .default(false)
      .describe("Of everybody's projects, those to come, too, as long as you administer this Devreel."),
  })
  .refine(({ projectId, installation }) => projectId === null || !installation, {
    path: ['installation'],
    message: 'It is for one project, or for all of them',
  })
  .meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof createWebhook>;

export const changeWebhook = z
  .strictObject({ url: url.optional(), eventTypes: types.optional(), paused: z.boolean().optional() })
  .refine((asked) => Object.values(asked).some((value) => value !== undefined), 'Say what is to change')
  .meta({ id: 'WebhookChange' });
export type WebhookChange = z.infer<typeof changeWebhook>;

export const webhook = z
  .object({
    id: z.uuid(),
    url: z.string(),
    eventTypes: z.array(z.enum(eventTypes)),
    projectId: z.uuid().nullable(),
    installation: z.boolean().describe("Of everybody's projects."),
    createdAt: time,
    pausedAt: time.nullable().describe('Nothing is sent since then; what happens meanwhile is kept in the log.'),
    pausedBecause: z.string().nullable(),
    secretIsLost: z
      .boolean()
      .describe('Its secret was sealed with another AUTH_SECRET. Nothing is sent until it is given a new one.'),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof webhook>;

export const webhookWithSecret = webhook
  .extend({ secret: z.string().describe('By which what is sent is signed, in this answer only.') })
  .meta({ id: 'WebhookWithSecret' });
export type WebhookWithSecret = z.infer<typeof webhookWithSecret>;

export const webhookDelivery = z
  .object({
    id: z.uuid().describe('The header `webhook-id` of each try.'),
    projectId: z.uuid(),
    seq: count,
    type: z.enum(eventTypes),
    attempts: count,
    lastAttemptAt: time,
    deliveredAt: time.nullable().describe('Null as long as it was not taken.'),
    status: z.int().nullable().describe('What the receiver answered last; null where there was no answer.'),
    error: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

export const replayWebhook = z
  .strictObject({
    projectId: anId,
    after: z
      .int()
      .min(0)
      .max(MAX_INT)
      .describe('The events after this `seq` are sent again, and all that follow them.'),
  })
  .meta({ id: 'WebhookReplay' });
export type WebhookReplay = z.infer<typeof replayWebhook>;

/** What a receiver gets. */
export const webhookMessage = z.object({
  type: z.enum(eventTypes),
  timestamp: time,
  data: projectEvent.omit({ type: true, at: true }),
});
export type WebhookMessage = z.infer<typeof webhookMessage>;
