import type { Chapter, ContentFormat, Limit, Scope, Screenshot } from '../contract/content.js';
import type { Grounding } from '../contract/grounding.js';
import type { NamedSegment } from '../transcript/speakers.js';

/** What is on a picture of the talk, where it was read: see `picture-notes.ts`. */
export type SeenOnPicture = Pick<Screenshot, 'kind' | 'text' | 'alt'> & { title: string | null; code: string | null };

/** All that a draft may be made of. */
export interface Talk {
  title: string;
  /** BCP 47, or null when nobody said. */
  language: string | null;
  durationMs: number;
  segments: NamedSegment[];
  chapters: Chapter[];
  screenshots: (Pick<Screenshot, 'index' | 'atMs' | 'distinct'> & { seen?: SeenOnPicture })[];
  /** What the person who asked for the draft wrote, or null. */
  instructions: string | null;
  /** Passages that stay as they are; absent where there are none. */
  locked?: readonly string[];
  /** What the owner of a type of their own wants written; absent for types that come with Devreel. */
  brief?: string;
}

export interface ContentType {
  label: string;
  /** What people do with it on the page: the word on its button. */
  action: 'edit' | 'view';
  format: ContentFormat;
  /** The most that the place where it is published takes, counted as that place counts; null where there is no limit. */
  limit: Limit | null;
  /** It shows screenshots, so that its drafts wait for them. */
  showsScreenshots: boolean;
  /** One line for the page. */
  description: string;
  /** What the language model is told about form. */
  brief: string;
  /** For whom it is, how it sounds and how long it is, as the language model is told. */
  audience: string;
  tone: string;
  length: string;
  /** About so many tokens a draft of it has in English, for the estimate of what it costs. */
  usualTokens: number;
  /** How much of the talk has to be in it. */
  scope: Scope;
  /** From 0, as likely as it gets, to 2; https://platform.openai.com/docs/api-reference/chat/create#temperature */
  temperature: number;
  /** The offline writer: makes a text from nothing but the talk's own words. Pure. */
  outline(talk: Talk): string;
  /** Repairs or removes references to what the talk does not have, and keeps the text within the type's limit. Pure. */
  check(text: string, talk: Talk): Checked;
}

export interface Checked {
  body: string;
  grounding: Grounding;
}

export type ContentTypes = Record<string, ContentType>;
