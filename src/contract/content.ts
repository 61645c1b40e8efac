import { z } from 'zod';
import type { ContentOrigin } from './project.js';
import { MAX_INT, typed } from './text.js';

export interface Segment {
  index: number;
  startMs: number;
  endMs: number;
  text: string;
}

export interface Transcript {
  /** BCP 47, or null when nobody said. */
  language: string | null;
  source: 'captions' | 'embedded' | 'recognised' | 'none';
  /** Share of the speech that is covered, 0 to 1. */
  coverage: number;
  missing: { startMs: number; endMs: number }[];
  durationMs: number;
  segments: Segment[];
}

export interface Chapter {
  index: number;
  title: string;
  startMs: number;
  endMs: number;
}

export interface Chapters {
  items: Chapter[];
  /** The last ones that were made by hand, where others have taken their place since; null otherwise. */
  handmade: Chapter[] | null;
}

/** Other words for lines of the transcript, by index. An empty text takes the line out. */
export const correctTranscript = z.strictObject({
  segments: z
    .array(z.object({ index: z.int().min(0).max(MAX_INT), text: typed(z.string().max(5_000)) }))
    .min(1)
    .max(10_000),
});
export type TranscriptCorrections = z.infer<typeof correctTranscript>;

/** All chapters, anew. What a read answers may be sent back: ends and indexes follow from the starts. */
export const replaceChapters = z.object({
  items: z
    .array(z.object({ title: typed(z.string().trim().min(1).max(200)), startMs: z.int().min(0).max(MAX_INT) }))
    .max(500),
});
export type NewChapters = z.infer<typeof replaceChapters>;

export interface Screenshot {
  index: number;
  atMs: number;
  width: number;
  height: number;
  /** False when it looks like the distinct one before it. */
  distinct: boolean;
  url: string;
}

/** `thread`: posts, with a line of `---` between them. `text`: without any markup. */
export type ContentFormat = 'markdown' | 'thread' | 'text';

export interface ContentTypeInfo {
  id: string;
  label: string;
  action: 'edit' | 'view';
  format: ContentFormat;
  /** Null where there is none. */
  limit: Limit | null;
  description: string;
}

/** What was checked against the talk: counts of references kept and of those that were removed as invented. */
export interface Grounding {
  timestamps: number;
  images: number;
  removed: number;
  /** Characters that went beyond the type's limit; absent where nothing did. */
  cut?: number;
}

/** What a field takes at most. `weighted`: as X counts, where an address has 23 and an emoji 2. */
export interface Limit {
  max: number;
  measure: 'weighted' | 'characters';
  per: 'post' | 'text';
}

export interface Content {
  type: string;
  version: number;
  format: ContentFormat;
  body: string;
  origin: ContentOrigin;
  grounding: Grounding;
  stale: boolean;
  updatedAt: string;
}

export interface ContentVersion {
  version: number;
  origin: ContentOrigin;
  createdAt: string;
  sizeBytes: number;
}

export const saveContent = z.strictObject({ body: typed(z.string().max(1_000_000)) });

export const generate = z.strictObject({
  types: z.array(z.string()).min(1).max(20),
  instructions: typed(z.string().trim().max(4_000)).optional(),
});
