import type { Chapter, Screenshot, Segment } from '../contract/content.js';

/** All that a draft may be made of. */
export interface Talk {
  title: string;
  durationMs: number;
  segments: Segment[];
  chapters: Chapter[];
  screenshots: Pick<Screenshot, 'index' | 'atMs' | 'distinct'>[];
  /** What the person who asked for the draft wrote, or null. */
  instructions: string | null;
}

export interface ContentType {
  label: string;
  /** What people do with it on the page. */
  action: 'edit' | 'view';
  format: 'markdown';
  /** One line for the page. */
  description: string;
  /** The offline writer: Markdown from nothing but the talk's own words. Pure. */
  outline(talk: Talk): string;
}

export type ContentTypes = Record<string, ContentType>;
