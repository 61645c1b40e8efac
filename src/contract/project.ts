import { z } from 'zod';
import { count, pageQuery, time } from './answers.js';
import { contextDocument } from './context-document.js';
import { givenLanguage } from './language-tag.js';
import { projectSorts, projectStates } from './project-lists.js';
import { contentState, published } from './reviews.js';
import { task } from './task.js';
import { isSeen, MAX_INT, oneLine, typed } from './text.js';

export type { ProjectSort, ProjectState } from './project-lists.js';

export const roles = ['owner', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

const title = typed(z.string().trim().min(1).max(200));
export const createProject = z.strictObject({ title }).meta({ id: 'NewProject' });
export type NewProject = z.infer<typeof createProject>;

const tag = oneLine(z.string().trim().min(1).max(40).refine(isSeen, 'Write something that is seen'));
/** One that differs by upper and lower case only is the same. */
const once = (tags: string[]): string[] =>
  tags.filter((one, i) => tags.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === i);
const givenTags = z.array(tag).max(20).transform(once);

export const updateProject = z
  .strictObject({
    title: title.optional(),
    language: givenLanguage
      .nullable()
      .optional()
      .describe('What is spoken, in BCP 47, such as `de` or `pt-BR`. Null: it is found out.'),
    tags: givenTags.optional().describe('All of them: they take the place of those it has.'),
  })
  .refine((asked) => Object.keys(asked).length > 0, 'Name a title, a language or tags')
  .meta({ id: 'ProjectChange' });
export type ProjectChange = z.infer<typeof updateProject>;

export const fileChapter = z.object({ title: z.string(), startMs: count });
export type FileChapter = z.infer<typeof fileChapter>;

export const media = z
  .object({
    container: z.string(),
    durationMs: count,
    promisedMs: count
      .exactOptional()
      .describe(
        'How long the recording should be by its own heads, where the file ends before that; absent for whole ones.',
      ),
    damaged: z
      .array(z.object({ startMs: count, endMs: count }))
      .exactOptional()
      .describe('Where in it nothing can be read though the file is there; absent where all can.'),
    breaksOff: z
      .literal(true)
      .exactOptional()
      .describe('The file ends in the middle of something, and does not say how much was to follow; else absent.'),
    video: z.object({ codec: z.string(), width: count, height: count, rotation: z.number() }).nullable(),
    audio: z.object({ codec: z.string(), channels: count }).nullable(),
    captions: z
      .array(
        z.object({
          track: count.describe("Counts among the file's subtitle streams, from 0."),
          codec: z.string(),
          language: z.string().nullable(),
          isDefault: z.boolean(),
        }),
      )
      .describe('Text subtitle tracks only.'),
    chapters: z
      .array(fileChapter)
      .exactOptional()
      .describe('As the file says, unchecked; absent for recordings that were checked before they were looked for.'),
  })
  .meta({
    id: 'Media',
    description: "What ffprobe and a walk through the packets found; times are decoded ones, not the header's claims.",
  });
export type Media = z.infer<typeof media>;

export const trackKinds = ['video', 'audio', 'captions'] as const;
export type TrackKind = (typeof trackKinds)[number];

export const track = z
  .object({
    index: count.describe('Of the stream in the file: by this number it is chosen.'),
    kind: z.enum(trackKinds),
    codec: z.string(),
    language: z.string().nullable().describe('As the file says.'),
    title: z.string().nullable(),
    isDefault: z.boolean().describe('What players play first, the file says.'),
    usable: z.boolean().describe('False for covers, pictures of captions and the like, which cannot be chosen.'),
    chosen: z.boolean(),
    why: z.string().nullable().describe('Why it was chosen, or cannot be; null for the others.'),
  })
  .meta({
    id: 'Track',
    description: 'What the file holds side by side. One video, one sound and one of captions are used.',
  });
export type Track = z.infer<typeof track>;

const trackIndex = z.int().min(0).max(MAX_INT);
export const chooseTracks = z
  .strictObject({
    video: trackIndex.optional(),
    audio: trackIndex.optional(),
    captions: trackIndex.nullable().optional().describe('Null: none of them, the sound is listened to.'),
  })
  .refine((asked) => trackKinds.some((kind) => asked[kind] !== undefined), 'Name a track of at least one kind');
export type TracksWanted = z.infer<typeof chooseTracks>;

export const source = z
  .object({
    filename: z.string(),
    sizeBytes: count,
    sha256: z.string().describe('Hex.'),
    uploadedAt: time,
    media: media.nullable().describe('Null until `probe` has succeeded. Of the tracks that are used.'),
    tracks: z
      .array(track)
      .describe(
        'Empty until `probe` has succeeded, and for recordings that were checked before tracks were looked at.',
      ),
  })
  .meta({ id: 'Source' });
export type Source = z.infer<typeof source>;

export const projectSummary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    role: z.enum(roles),
    createdAt: time,
    updatedAt: time,
    lastSeq: count,
    durationMs: count.nullable(),
    tags: z.array(z.string()).describe('How its people sort it.'),
  })
  .meta({ id: 'ProjectSummary' });
export type ProjectSummary = z.infer<typeof projectSummary>;

export const projectCard = projectSummary
  .extend({
    state: z
      .enum(projectStates)
      .describe(
        '`empty`: without a recording. `uploading`: one is on its way, or its upload was interrupted. `working`: a task is unfinished. `failed`: a step has to be tried again. `ready`: none of these.',
      ),
    percent: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe('How far all of its tasks are together, while it is `working`.'),
    runningKeys: z.array(z.string()).describe('Keys of the tasks that are being done now.'),
    failedKeys: z.array(z.string()).describe('Keys whose newest task failed.'),
    drafts: count.describe('How many kinds of drafts there are.'),
    pictureUrl: z.string().nullable().describe('Of its first distinct screenshot, 320 pixels wide.'),
    upload: z
      .object({
        filename: z.string(),
        sizeBytes: count,
        isYours: z.boolean().describe('Only who began it goes on with it.'),
        address: z.string().nullable().describe('Where it goes on, in tus; null for others than who began it.'),
      })
      .nullable()
      .describe('The newest upload that is not finished.'),
  })
  .meta({ id: 'ProjectCard', description: 'What a list shows of a project.' });
export type ProjectCard = z.infer<typeof projectCard>;

export const projectQuery = pageQuery.extend({
  sort: z
    .enum(projectSorts)
    .default('created')
    .describe('`created` and `recent`: the newest first, or what changed last.'),
  state: z.enum(projectStates).optional(),
  tag: typed(z.string().trim().min(1).max(40)).optional(),
  q: typed(z.string().trim().min(1).max(500))
    .optional()
    .describe('In its title, or as `/api/search` finds it in its words.'),
});
export type ProjectQuery = z.infer<typeof projectQuery>;

export const tagInUse = z.object({ tag: z.string(), projects: count }).meta({ id: 'TagInUse' });
export type TagInUse = z.infer<typeof tagInUse>;

export const binned = z
  .object({
    id: z.uuid(),
    title: z.string(),
    durationMs: count.nullable(),
    sizeBytes: count.describe('What its files take until it is deleted for good.'),
    binnedAt: time,
    goneAt: time.describe('About when it is deleted for good.'),
  })
  .meta({ id: 'Binned', description: 'A project that was deleted, and can be brought back.' });
export type Binned = z.infer<typeof binned>;

export const contentOrigin = z.enum(['offline', 'model', 'edited']).meta({
  id: 'ContentOrigin',
  description: "`offline`: made from the talk's own sentences without a language model. `edited`: by a person.",
});
export type ContentOrigin = z.infer<typeof contentOrigin>;

export const contentSummary = z
  .object({
    type: z.string(),
    version: count,
    origin: contentOrigin,
    stale: z.boolean(),
    updatedAt: time,
    // What processes of an earlier version said has neither.
    state: contentState.default('draft'),
    published: published.nullable().default(null),
  })
  .meta({ id: 'ContentSummary' });
export type ContentSummary = z.infer<typeof contentSummary>;

const revised = z.object({ revision: count }).nullable();

export const projectSnapshot = projectSummary
  .extend({
    language: z
      .string()
      .nullable()
      .describe('What is spoken, as people set it: BCP 47. Null: it is found out, and the transcript says it.'),
    source: source.nullable(),
    captions: z
      .object({ filename: z.string(), cues: count })
      .nullable()
      .describe('Captions given by hand, which become the transcript.'),
    transcript: revised.describe(
      'Null before there is one. `revision` changes whenever the transcript does, by the recogniser or by hand.',
    ),
    chapters: revised.describe('Null before there are any; as with the transcript.'),
    tasks: z.array(task).describe('The newest task of each key.'),
    contents: z.array(contentSummary),
    documents: z.array(contextDocument).describe('In the order in which they were given.'),
  })
  .meta({ id: 'Project', description: 'The whole state of a project as of event `lastSeq`.' });
export type ProjectSnapshot = z.infer<typeof projectSnapshot>;
