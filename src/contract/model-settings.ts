import { z } from 'zod';

/** The settings that administrators may also set on the page, by the names that they have in the environment. */
export const pageSettings = {
  OPENAI_API_KEY: { isSecret: true },
  OPENAI_BASE_URL: { isSecret: false },
  OPENAI_MODEL: { isSecret: false },
  TRANSCRIBER: { isSecret: false },
  TRANSCRIBE_API_KEY: { isSecret: true },
  TRANSCRIBE_BASE_URL: { isSecret: false },
  TRANSCRIBE_MODEL: { isSecret: false },
  WHISPER_MODEL: { isSecret: false },
} as const;
export type PageSetting = keyof typeof pageSettings;
const names = Object.keys(pageSettings) as PageSetting[];

export const modelSetting = z.object({
  name: z.enum(names),
  value: z
    .string()
    .nullable()
    .describe('What holds. Null for a secret, which is never sent back, and where nothing is set.'),
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
  .regex(/^[\x21-\x7e]+$/, 'must be letters, figures and marks without blanks, as the vendor gives it')
  .nullable();

export const changeModelSettings = z
  .strictObject(
    Object.fromEntries(names.map((name) => [name, word.exactOptional()])) as Record<
      PageSetting,
      z.ZodExactOptional<typeof word>
    >,
  )
  .refine((changes) => Object.keys(changes).length > 0, 'must name at least one setting')
  .meta({ description: 'By name: a new value, or null to take it away. What is not named stays.' });
export type ModelSettingsChange = z.infer<typeof changeModelSettings>;
