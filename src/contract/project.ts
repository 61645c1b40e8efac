import { z } from 'zod';
import type { Task } from './task.js';
import { typed } from './text.js';

export const roles = ['owner', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const createProject = z.strictObject({ title: typed(z.string().trim().min(1).max(200)) });
export const updateProject = createProject;

/** What ffprobe and a walk through the packets found; times are decoded ones, not the header's claims. */
export interface Media {
  container: string;
  durationMs: number;
  video: { codec: string; width: number; height: number; rotation: number } | null;
  audio: { codec: string; channels: number } | null;
  /** Text subtitle tracks only. `track` counts among the file's subtitle streams, from 0. */
  captions: { track: number; codec: string; language: string | null; isDefault: boolean }[];
}

export interface Source {
  filename: string;
  sizeBytes: number;
  /** Hex. */
  sha256: string;
  uploadedAt: string;
  /** Null until `probe` has succeeded. */
  media: Media | null;
}

export interface ProjectSummary {
  id: string;
  title: string;
  role: Role;
  createdAt: string;
  updatedAt: string;
  lastSeq: number;
  durationMs: number | null;
}

/** The whole state of a project as of event `lastSeq`. */
export interface ProjectSnapshot extends ProjectSummary {
  source: Source | null;
  /** Captions given by hand, which become the transcript. */
  captions: { filename: string; cues: number } | null;
  /** Null before there is one. `revision` changes whenever the transcript does, by the recogniser or by hand. */
  transcript: { revision: number } | null;
  /** Null before there are any; as with the transcript. */
  chapters: { revision: number } | null;
  /** The newest task of each key. */
  tasks: Task[];
  contents: ContentSummary[];
}

export interface ContentSummary {
  type: string;
  version: number;
  origin: ContentOrigin;
  stale: boolean;
  updatedAt: string;
}

/** `offline`: made from the talk's own sentences without a language model. `edited`: by a person. */
export type ContentOrigin = 'offline' | 'model' | 'edited';
