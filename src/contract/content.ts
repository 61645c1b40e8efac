import { z } from 'zod';
import { smallWidths } from './small-widths.js';
import { count, time } from './answers.js';
import { LONGEST_VERSION_NAME, MOST_LOCKED } from './content-limits.js';
import { grounding } from './grounding.js';
import { contentOrigin } from './project.js';
import { contentState, published } from './reviews.js';
import { isSeen, MAX_INT, oneLine, typed, withoutDirectionMarks } from './text.js';

/** In UTF-16 code units. */
export const LONGEST_NAME = 100;

export const speaker = z
  .object({
    id: z.uuid().describe('Stays the same when the speaker is renamed, and when the transcript is made again.'),
    name: z.string().describe('As people renamed the speaker, or else as captions or recogniser have it.'),
  })
  .meta({ id: 'Speaker' });
export type Speaker = z.infer<typeof speaker>;

/** Something has to be seen of a name. */
const speakerName = oneLine(
  z
    .string()
    .transform((name) => withoutDirectionMarks(name).trim())
    .pipe(z.string().max(LONGEST_NAME))
    .refine(isSeen, 'A name has letters or other signs'),
);

export const renameSpeaker = z.strictObject({ name: speakerName });
export type SpeakerRenamed = z.infer<typeof renameSpeaker>;

export const transcript = z
  .object({
    language: z.string().nullable().describe('BCP 47, or null when nobody said.'),
    source: z.enum(['captions', 'embedded', 'recognised', 'none']),
    coverage: z.number().min(0).max(1).describe('Share of the speech that is covered.'),
    missing: z.array(z.object({ startMs: count, endMs: count })),
    durationMs: count,
    speakers: z
      .array(speaker)
      .describe('Those who speak in it, in the order in which they begin. Several may share a name.'),
    segments: z.array(
      z
        .object({
          index: count,
          startMs: count,
          endMs: count,
          text: z.string(),
          speaker: z.uuid().exactOptional().describe('The id of who says it, where that is known.'),
          words: z
            .array(z.object({ startMs: count, endMs: count, text: z.string() }))
            .exactOptional()
            .describe(
              'When each word is said, where a recogniser told it, and nobody changed the line. In `.json` only.',
            ),
        })
        .meta({ id: 'Segment' }),
    ),
  })
  .meta({ id: 'Transcript' });
export type Transcript = z.infer<typeof transcript>;
export type Segment = Transcript['segments'][number];

const chapter = z.object({ index: count, title: z.string(), startMs: count, endMs: count }).meta({ id: 'Chapter' });
export type Chapter = z.infer<typeof chapter>;

export const chapters = z
  .object({
    items: z.array(chapter),
    handmade: z
      .array(chapter)
      .nullable()
      .describe('The last ones that were made by hand, where others have taken their place since; null otherwise.'),
  })
  .meta({ id: 'Chapters' });
export type Chapters = z.infer<typeof chapters>;

const lineIndex = z.int().min(0).max(MAX_INT);
const lineText = typed(z.string().max(5_000));
const lineTime = z.int().min(0).max(MAX_INT);

const correctedLine = z.object({
  index: lineIndex,
  text: lineText.optional().describe('An empty text removes the line.'),
  speaker: z.uuid().nullable().optional().describe('The id of who says it; null where nobody is named.'),
  speakerName: speakerName
    .optional()
    .describe('In place of `speaker`: the name of who says it. Nobody has it yet: a new speaker.'),
});

const newLine = z.object({ startMs: lineTime, endMs: lineTime, text: lineText, speaker: z.uuid().optional() });

/** One of these: other texts or speakers for lines, by index; a line split or joined with the next; or lines in the place of others. */
export const correctTranscript = z
  .strictObject({
    segments: z.array(correctedLine).min(1).max(10_000).optional(),
    split: z
      .strictObject({ index: lineIndex, at: lineIndex.describe('Where in its text, in UTF-16 code units.') })
      .optional()
      .describe('Makes two lines of one. When the second begins is told by its words, or else by its letters.'),
    join: z.strictObject({ index: lineIndex }).optional().describe('Makes one line of this one and the next.'),
    replace: z
      .strictObject({ index: lineIndex, count: lineIndex, segments: z.array(newLine).max(10_000) })
      .optional()
      .describe('Puts lines in the place of `count` lines from `index` on, as they were before: for undo.'),
  })
  .refine((asked) => Object.values(asked).filter((part) => part !== undefined).length === 1, {
    message: 'Give one of segments, split, join and replace',
  });
export type TranscriptCorrections = z.infer<typeof correctTranscript>;

/** All chapters at once. What GET answers may be sent back as it is: ends and indexes follow from the starts. */
export const replaceChapters = z.object({
  items: z
    .array(z.object({ title: oneLine(z.string().trim().min(1).max(200)), startMs: z.int().min(0).max(MAX_INT) }))
    .max(500),
});
export type NewChapters = z.infer<typeof replaceChapters>;

/** What a picture of a talk is. */
const pictureKind = z.enum(['slide', 'code', 'terminal', 'diagram', 'person', 'other']).meta({ id: 'PictureKind' });
export type PictureKind = z.infer<typeof pictureKind>;

export const screenshotQuery = z.object({
  w: z
    .enum(smallWidths.map(String))
    .transform((text) => smallWidths.find((width) => String(width) === text))
    .optional()
    .describe(
      'How many pixels wide, where a smaller picture is enough. Without it, or where there is none: the full one.',
    ),
});
export type ScreenshotQuery = z.infer<typeof screenshotQuery>;

export const screenshot = z
  .object({
    index: count,
    atMs: count,
    width: count,
    height: count,
    distinct: z.boolean().describe('False when it looks like the distinct one before it.'),
    url: z.string().describe(`With \`?w=${smallWidths.join('` or `?w=')}\` a smaller picture of that width.`),
    text: z
      .string()
      .describe(
        'What is to be read on it; of those that are not distinct, the distinct one has it. Empty before it was read.',
      ),
    alt: z.string().describe('For those who do not see it, such as `Slide: Git hooks`. Empty before it was read.'),
    kind: pictureKind.describe('`other` before it was read.'),
  })
  .meta({ id: 'Screenshot' });
export type Screenshot = z.infer<typeof screenshot>;

export const contentFormat = z.enum(['markdown', 'thread', 'text']).meta({
  id: 'ContentFormat',
  description: '`thread`: posts, with a line of `---` between them. `text`: without any markup.',
});
export type ContentFormat = z.infer<typeof contentFormat>;

const limit = z
  .object({ max: count, measure: z.enum(['weighted', 'characters']), per: z.enum(['post', 'text']) })
  .meta({
    id: 'Limit',
    description: 'What a field takes at most. `weighted`: as X counts, where an address has 23 and an emoji 2.',
  });
export type Limit = z.infer<typeof limit>;

/** How much of a talk has to be in a draft. */
export const scopes = ['every chapter', 'the best of it'] as const;
export type Scope = (typeof scopes)[number];

const ownType = z
  .object({
    brief: z.string().describe('What is to be written, in the words of its owner. Empty once it is deleted.'),
    scope: z.enum(scopes).describe('How much of a talk has to be in it.'),
    mine: z.boolean().describe('Made by who asks, who may change and delete it.'),
    changedAt: time.describe('When what is written of it changed last: its brief, limit or scope.'),
    deleted: z.boolean().describe('No more can be written of it; what was written stays.'),
  })
  .meta({ id: 'OwnType' });

export const contentTypeInfo = z
  .object({
    id: z.string().describe('Stays the same. Keys of tasks and addresses of drafts are made of it.'),
    label: z.string(),
    action: z.enum(['edit', 'view']),
    format: contentFormat,
    limit: limit.nullable().describe('Null where there is none.'),
    description: z.string(),
    own: ownType.nullable().describe('Of a type that somebody made; null for one that comes with Devreel.'),
  })
  .meta({ id: 'ContentType' });
export type ContentTypeInfo = z.infer<typeof contentTypeInfo>;

export const content = z
  .object({
    type: z.string(),
    version: count,
    format: contentFormat,
    body: z.string(),
    origin: contentOrigin,
    grounding,
    stale: z.boolean(),
    updatedAt: time,
    state: contentState,
    published: published.nullable().describe('Null while it was never published.'),
    locked: z
      .array(z.string())
      .describe(
        'Passages of `body`, word for word, that stay as they are and in their place when it is written again.',
      ),
    offers: count
      .nullable()
      .describe(
        'The version that was written anew while this one was edited by hand: it waits beside this one until somebody decides. Null where there is none.',
      ),
  })
  .meta({ id: 'Content' });
export type Content = z.infer<typeof content>;

export const contentVersion = z
  .object({
    version: count,
    origin: contentOrigin,
    createdAt: time,
    sizeBytes: count,
    name: z.string().nullable().describe('As people call it; null for most.'),
    by: z.string().nullable().describe('The name of who saved it; null where nobody did, or they are gone.'),
    first: count.describe(
      'The first version of its session of writing: what one person saved with pauses of less than 15 minutes.',
    ),
    since: time.describe('When that session began.'),
    saves: count.describe('How many versions it has up to this one.'),
  })
  .meta({ id: 'ContentVersion' });
export type ContentVersion = z.infer<typeof contentVersion>;

export const versionsQuery = z.object({
  per: z
    .enum(['version', 'session'])
    .default('version')
    .describe('`session`: only the last version of each session of writing.'),
});
export type VersionsQuery = z.infer<typeof versionsQuery>;

export const nameVersion = z
  .strictObject({
    name: oneLine(z.string().trim().min(1).max(LONGEST_VERSION_NAME)).nullable().describe('Null takes the name away.'),
  })
  .meta({ id: 'VersionName' });
export type VersionNamed = z.infer<typeof nameVersion>;

export const saveContent = z.strictObject({
  body: typed(z.string().max(1_000_000)),
  locked: z
    .array(typed(z.string().min(1).max(20_000)))
    .max(MOST_LOCKED)
    .optional()
    .describe(
      'Passages of `body` that stay as they are when it is written again; those that do not stand in it are left out. Absent: as before.',
    ),
});
export type SavedContent = z.infer<typeof saveContent>;

export const generate = z.strictObject({
  types: z.array(z.string()).min(1).max(50),
  instructions: typed(z.string().trim().max(4_000)).optional(),
  keepEdited: z
    .boolean()
    .optional()
    .describe(
      'True: drafts that were edited by hand stay the current ones, and what is written anew is offered beside them.',
    ),
});
export type GenerateRequest = z.infer<typeof generate>;
