/** How a person writes: earlier posts, what to keep to, and what was drawn from them. */
import { z } from 'zod';
import { oneLine, typed } from './text.js';

export const MOST_POSTS = 10;
/** In UTF-16 code units, as all lengths here. */
export const LONGEST_POST = 40_000;
/** As long as the name of a file that is given may be, which becomes the title. */
const LONGEST_TITLE = 255;
const LONGEST_KEEP_TO = 2_000;
const LONGEST_CORRECTION = 300;

/** What is drawn from posts. One more is one more line in `content/voice/traits.ts`. */
export const traits = ['sentences', 'person', 'formality', 'openings', 'layout', 'marks', 'words'] as const;
export type Trait = (typeof traits)[number];

const title = oneLine(z.string().trim().max(LONGEST_TITLE));

const trait = z.object({
  found: z.string().describe('As it was found in the posts; empty where they are too few or too short to tell.'),
  corrected: z.string().nullable().describe('What the person says instead; an empty text leaves it out.'),
});

export const voice = z
  .object({
    posts: z.array(z.object({ id: z.uuid(), title: z.string().exactOptional(), text: z.string() })),
    keepTo: z.string(),
    drawn: z.object({
      sentences: trait,
      person: trait,
      formality: trait,
      openings: trait,
      layout: trait,
      marks: trait,
      words: trait,
    } satisfies Record<Trait, typeof trait>),
    told: z.string().describe('All of it that stands in the prompt for a draft; empty where there is no voice.'),
  })
  .meta({ id: 'Voice', description: 'It is in the prompt of each draft that this person asks for.' });
export type Voice = z.infer<typeof voice>;

const correction = z.strictObject({
  found: z.string().optional().describe('Not looked at: what GET answers may be sent back.'),
  corrected: typed(z.string().trim().max(LONGEST_CORRECTION)).nullable(),
});

export const newVoice = z.strictObject({
  posts: z
    .array(
      z.strictObject({
        id: z.uuid().toLowerCase().optional(),
        title: title.optional(),
        text: typed(z.string().trim().min(1).max(LONGEST_POST)),
      }),
    )
    .max(MOST_POSTS)
    .refine((posts) => new Set(posts.map(({ id }, i) => id ?? i)).size === posts.length, 'Each id once'),
  keepTo: typed(z.string().trim().max(LONGEST_KEEP_TO)).default(''),
  drawn: z.partialRecord(z.enum(traits), correction).default({}),
  told: z.string().optional().describe('Not looked at.'),
});
export type NewVoice = z.infer<typeof newVoice>;
export type VoiceSent = z.input<typeof newVoice>;
