/** What a project's calls to vendors have used and cost, and what is still to come. US dollars throughout. */
import { z } from 'zod';
import { count, pageOf, time } from './answers.js';

export const callKinds = ['chat', 'transcription', 'embedding'] as const;
export type CallKind = (typeof callKinds)[number];

export const callOutcomes = ['open', 'answered', 'refused', 'unreached', 'unanswered', 'aborted'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

const usd = z.number().min(0);

const callTotals = z
  .object({
    kind: z.enum(callKinds),
    model: z.string(),
    calls: count.describe('Tries over the network; one that is tried again counts twice.'),
    answered: count,
    tokensIn: count,
    tokensOut: count,
    audioMs: count,
    costUsd: usd
      .nullable()
      .describe(
        'What answered calls cost, and at their worst case those whose answer never came; null without a price.',
      ),
    unpriced: count.describe('Calls whose model had no price.'),
  })
  .meta({ id: 'CallTotals', description: 'All calls of one kind to one model.' });
export type CallTotals = z.infer<typeof callTotals>;

const vendorCall = z
  .object({
    id: z.uuid(),
    taskId: z.uuid(),
    attempt: count,
    step: z.string(),
    part: z.string(),
    kind: z.enum(callKinds),
    model: z.string(),
    startedAt: time,
    answeredAt: time.nullable().describe('When it ended, however it did.'),
    tokensIn: count.nullable(),
    tokensOut: count.nullable(),
    estimated: z.boolean().describe('The server did not count, so the tokens were reckoned from the texts.'),
    audioMs: count,
    reservedUsd: usd.nullable().describe('The most it may cost, put aside before it was sent; null without a price.'),
    costUsd: usd.nullable(),
    outcome: z
      .enum(callOutcomes)
      .describe(
        [
          '`open`: sent and not answered yet, or its worker was killed. `answered`: the whole answer came. `refused`: the server',
          'said no, which costs nothing. `unreached`: never sent. `unanswered`: sent, and no whole answer came. `aborted`: sent,',
          'then given up here.',
        ].join(' '),
      ),
    status: z.int().nullable().describe('The HTTP status of a refusal.'),
    code: z.string().nullable().describe('What went wrong, as in the error of a task.'),
  })
  .meta({ id: 'VendorCall', description: 'One try over the network.' });
export type VendorCall = z.infer<typeof vendorCall>;

const estimatedCalls = z
  .object({
    key: z.string().describe('The task that makes them: `transcribe`, `draft:blog`.'),
    kind: z.enum(callKinds),
    model: z.string(),
    tokensIn: count,
    tokensOut: count,
    audioMs: count,
    costUsd: usd.nullable().describe('Null without a price.'),
  })
  .meta({ id: 'EstimatedCalls' });
export type EstimatedCalls = z.infer<typeof estimatedCalls>;

const estimate = z
  .object({
    costUsd: usd.nullable().describe('Of `items`; null when one of them has no price.'),
    items: z.array(estimatedCalls).describe('Of tasks that wait or run.'),
    drafts: z.array(estimatedCalls).describe('Of drafts that nobody has asked for yet, one for each content type.'),
  })
  .meta({
    id: 'Estimate',
    description:
      'About what is still to come, reckoned from the length of the talk. A local recogniser costs nothing, and is left out; so are documents.',
  });
export type Estimate = z.infer<typeof estimate>;

export const usage = pageOf(vendorCall)
  .extend({
    currency: z.literal('USD'),
    budgetUsd: usd.nullable().describe('What one project may cost; null without a limit.'),
    spentUsd: usd
      .nullable()
      .describe('With calls that were never answered at their worst case; null when nothing has a price.'),
    reservedUsd: usd.describe('Put aside for calls that are under way.'),
    totals: z.array(callTotals),
    estimate,
  })
  .meta({ id: 'Usage' });
export type Usage = z.infer<typeof usage>;
