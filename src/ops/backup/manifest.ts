/** What an archive says of itself, and how the entries in it are called. */
import { z } from 'zod';
import type { Table } from './tables.js';

export const manifestShape = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  /** The names of those that made the tables, the newest last. */
  migrations: z.array(z.string()),
  /** In an order in which they can be filled. */
  tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) })),
  /** The number of files. */
  files: z.int(),
  /** What signs cookies, and opens what is encrypted in the rows. */
  authSecret: z.string(),
});
export type Manifest = z.infer<typeof manifestShape>;

/** A line of `files.jsonl`. */
export const fileShape = z.object({ key: z.string(), sizeBytes: z.int(), sha256: z.string() });
export type ArchivedFile = z.infer<typeof fileShape>;

export const MANIFEST = 'manifest.json';
export const FILES = 'files.jsonl';
export const rowsName = ({ schema, name }: Table): string => `rows/${schema}.${name}.copy`;
export const fileName = (key: string): string => `files/${key}`;
