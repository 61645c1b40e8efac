import { z } from 'zod';
import { hasPassword } from './text.js';

/** The settings that administrators may also set on the page, by the names that they have in the environment: what kind each is of. */
export const pageSettings = {
  OPENAI_API_KEY: 'secret',
  OPENAI_BASE_URL: 'address',
  OPENAI_MODEL: 'word',
  TRANSCRIBER: 'word',
  TRANSCRIBE_API_KEY: 'secret',
  TRANSCRIBE_BASE_URL: 'address',
  TRANSCRIBE_MODEL: 'word',
  WHISPER_MODEL: 'word',
} as const;
export type PageSetting = keyof typeof pageSettings;
const names = Object.keys(pageSettings) as PageSetting[];

export const modelSetting = z.object({
  name: z.enum(names),
  value: z
    .string()
    .nullable()
    .describe(
      'What holds; of an address without name and password. Null for a secret, which is never sent back, and where nothing is set.',
    ),
  ending: z.string().nullable().describe('The last four characters of a secret that was set on the page.'),
  setBy: z.enum(['environment', 'page', 'default', 'nobody']),
  isFixed: z.boolean().describe('The environment has decided it: it cannot be changed here.'),
});
export type ModelSetting = z.infer<typeof modelSetting>;

export const modelSettings = z
  .object({
    items: z.array(modelSetting),
    fault: z.string().nullable().describe('Why what was set here is not in use, and what to do.'),
    localModels: z
      .array(z.object({ name: z.string(), sizeBytes: z.int() }))
      .describe('The models of the recogniser on this machine that are known here, and how much is fetched for each.'),
  })
  .meta({ id: 'ModelSettings', description: 'The models that Devreel works with, as administrators see them.' });
export type ModelSettingsView = z.infer<typeof modelSettings>;

const MOST_CHARS = 2_000;

/** Printable ASCII without blanks: keys and addresses go into headers. */
const word = z
  .string()
  .trim()
  .min(1, 'must not be empty: send null to take it away')
  .max(MOST_CHARS)
  .regex(/^[\x21-\x7e]+$/, 'must be letters, figures and marks without blanks, as the vendor gives it');
/** It is shown again, so nothing that is secret may stand in it. */
const address = word.refine(
  (value) => !hasPassword(value),
  'Leave name and password out: the key has a field of its own',
);
const given = word.nullable();

export const changeModelSettings = z
  .strictObject(
    Object.fromEntries(
      names.map((name) => [name, (pageSettings[name] === 'address' ? address.nullable() : given).exactOptional()]),
    ) as Record<PageSetting, z.ZodExactOptional<typeof given>>,
  )
  .refine((changes) => Object.keys(changes).length > 0, 'must name at least one setting')
  .meta({ description: 'By name: a new value, or null to take it away. What is not named stays.' });
export type ModelSettingsChange = z.infer<typeof changeModelSettings>;
