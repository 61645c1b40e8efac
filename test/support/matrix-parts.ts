/** The three parts of the table of who may what, each a test file of its own, and how many cells they have: one for each door and kind of caller. */
import { messages } from '../../src/realtime/messages.js';
import { otherDoors } from './other-doors.js';
import { ownRows } from './own-rows.js';
import { projectRows } from './project-rows.js';
import { getRows, headRows } from './read-rows.js';
import { teamRows } from './team-rows.js';
import type { Rows } from './who-may.js';
import { kinds } from './who-may.js';

interface Part {
  /** In an order in which one after another can succeed. */
  rows: Rows;
  /** Doors that stand in no row: they are listed by what runs. */
  besides: 'messages' | 'board' | null;
}

/** Named by what is asked there. */
export const matrixParts = {
  // The last ones delete what the others are about.
  'what changes something': { rows: { ...ownRows, ...teamRows, ...projectRows }, besides: 'messages' },
  'what is read': { rows: getRows, besides: null },
  'other doors to the same': { rows: { ...headRows, ...otherDoors }, besides: 'board' },
} satisfies Record<string, Part>;
export type PartName = keyof typeof matrixParts;

export const partNames = Object.keys(matrixParts) as PartName[];

export const allRows: Rows = Object.assign({}, ...partNames.map((name) => matrixParts[name].rows)) as Rows;

export const isOfBoard = (route: string): boolean => / \/admin\/queues(\/|$)/.test(route);

/** In cells. `routes`: every address of the running server, of which the board's are counted. */
export function sizeOf({ rows, besides }: Part, routes: readonly string[]): number {
  const unlisted = { messages: Object.keys(messages).length, board: routes.filter(isOfBoard).length };
  return (Object.keys(rows).length + (besides === null ? 0 : unlisted[besides])) * kinds.length;
}

/** In cells, all parts together. */
export const wholeSize = (routes: readonly string[]): number =>
  partNames.reduce((sum, name) => sum + sizeOf(matrixParts[name], routes), 0);
