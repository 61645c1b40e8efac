/** What people are told of a recording that is only a part of its file's promise. */
import type { Media } from '../contract/project.js';
import { timestamp } from './chapters.js';

/** `the file ends at 1:25 of 2:58`; null for a whole one. */
export const endsEarly = ({ durationMs, promisedMs }: Pick<Media, 'durationMs' | 'promisedMs'>): string | null =>
  promisedMs === undefined || promisedMs <= durationMs
    ? null
    : `the file ends at ${timestamp(durationMs)} of ${timestamp(promisedMs)}`;

/** A retry cannot find what the file lacks. */
export const HAVE_THE_REST = 'What is there is worked on. To have the rest, upload the whole file to a new project.';
