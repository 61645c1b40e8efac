/** Cursors of lists: a number of items in base 36, or the row that a page ended with. */
import { z } from 'zod';
import { problems } from './problem.js';

export const cursorAt = (offset: number): string => offset.toString(36);

/** How many items come before; 0 without a cursor. Throws the problem 422 for a cursor at or beyond `end`, or an invalid one. */
export function offsetOf(cursor: string | undefined, end: number): number {
  if (!cursor) return 0;
  const offset = /^[\da-z]{1,10}$/.test(cursor) ? Number.parseInt(cursor, 36) : end;
  if (offset >= end) throw problems.badCursor();
  return offset;
}

/** For a list ordered by `ordinal`, which counts all rows of a table. Null without a cursor. Throws the problem 422 for an invalid one. */
export function ordinalOf(cursor: string | undefined): string | null {
  if (!cursor) return null;
  if (!/^\d{1,18}$/.test(cursor)) throw problems.badCursor();
  return cursor;
}

/** Seconds keep the six digits that PostgreSQL has: cut to milliseconds, a page would begin too late or too early. */
const moment = z.tuple([z.iso.datetime({ precision: 6 }).regex(/^(?!0000)/, 'There was no year 0'), z.uuid()]);

/** For a list by time, then by id. `at`: as `exactTime` writes it. */
export const cursorAfter = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** Time and id of the last row of the page before; neither without a cursor. Throws the problem 422 for an invalid one. */
export function momentOf(cursor: string | undefined): [at?: string, id?: string] {
  if (!cursor) return [];
  const given = moment.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '));
  if (!given.success) throw problems.badCursor();
  return given.data;
}

const named = z.tuple([z.string().max(400), z.uuid()]);

/** For a list by name, then by id. */
export const cursorAfterName = (name: string, id: string): string =>
  Buffer.from(JSON.stringify([name, id])).toString('base64url');

/** Name and id of the last row of the page before; neither without a cursor. Throws the problem 422 for an invalid one. */
export function nameOfCursor(cursor: string | undefined): [name?: string, id?: string] {
  if (!cursor) return [];
  const given = named.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  if (!given.success || given.data[0].includes('\0')) throw problems.badCursor();
  return given.data;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** SQL for a timestamptz as text, whole. */
export const exactTime = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
