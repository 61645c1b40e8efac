/** What can turn speech into text. A further recogniser is one file or folder, and one line here: its key is what TRANSCRIBER says. */
import { local } from './local/recogniser.js';
import { openai } from './openai/recogniser.js';
import type { Variables } from '../variables.js';
import type { ChosenRecogniser, ReachOf, Recogniser } from './recogniser.js';

/** With TRANSCRIBER=auto the first one is used that lacks nothing. */
export const recognisers = {
  openai,
  local,
} satisfies Record<string, Recogniser>;

const table = Object.entries<Recogniser>(recognisers);

export const recogniserNames = table.map(([name]) => name);

/** Of all recognisers. */
export const recogniserVariables: Variables = Object.fromEntries(
  table.flatMap(([, { variables }]) => Object.entries(variables)),
);

/** The names of the variables that say which model is paid for. */
export const paidVariables: string[] = table.flatMap(([, { isPaid, variables }]) =>
  isPaid ? Object.keys(variables) : [],
);

/** `wanted`: `auto`, `none` or a name. `env`: all variables, checked. Null when there is to be none. */
export function chosenRecogniser(
  wanted: string,
  env: Record<string, unknown>,
  reachOf: ReachOf,
): ChosenRecogniser | null {
  const found = table.find(([name, { lacks }]) => (wanted === 'auto' ? lacks(env) === null : name === wanted));
  return found?.[1].chosen(env, reachOf) ?? null;
}

/** Why the one that is wanted by its name cannot be used, and which of its own variables say so; null when it can. */
export function lackingFor(
  wanted: string,
  env: Record<string, unknown>,
): { remedy: string; variables: string[] } | null {
  const recogniser = table.find(([name]) => name === wanted)?.[1];
  const remedy = recogniser?.lacks(env) ?? null;
  return recogniser && remedy !== null ? { remedy, variables: Object.keys(recogniser.variables) } : null;
}
