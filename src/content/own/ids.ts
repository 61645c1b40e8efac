/**
 * Ids of content types that people make: `<format>-<uuid>`. The format is part of it because it never changes, and what follows
 * from it (how its drafts look, what they wait for) is known without asking the database. Pure.
 */
import { randomUUID } from 'node:crypto';
import type { ContentFormat } from '../../contract/content.js';

const OWN = /^(markdown|thread|text)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const newOwnId = (format: ContentFormat): string => `${format}-${randomUUID()}`;

/** Null for an id that is none of a type somebody made: those that come with Devreel have no hyphen in theirs. */
export const formatOfOwn = (id: string): ContentFormat | null =>
  (OWN.exec(id)?.[1] as ContentFormat | undefined) ?? null;

export const isOwn = (id: string): boolean => formatOfOwn(id) !== null;
