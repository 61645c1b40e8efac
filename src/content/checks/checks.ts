/** What is checked of a model's draft besides its references to moments and screenshots. One more is one more line. */
import type { Edit } from '../edits.js';
import { applied, removal } from '../edits.js';
import type { FindFaults, Finding, Material } from './finding.js';
import { links } from './links.js';
import { numbers } from './numbers.js';
import { quotations } from './quotations.js';
import { repetition } from './repetition.js';
import { fences, remarks, thoughts } from './wrapping.js';
import type { FindWhole } from './whole.js';
import { language, obeyed, offTopic, refusal } from './whole.js';

/** Faults of a place, in the order in which they are mended: what stands around a draft first. */
export const checks = {
  thoughts,
  fences,
  remarks,
  repetition,
  quotations,
  links,
  numbers,
} satisfies Record<string, FindFaults>;

/** Faults of the whole. */
export const wholeChecks = { refusal, obeyed, language, offTopic } satisfies Record<string, FindWhole>;

export type CheckKind = keyof typeof checks;

/** How many faults of each kind, without those that do not occur. */
export type FaultCounts = Partial<Record<CheckKind, number>>;

/** Everything that is wrong with a draft, as the model that wrote it is told. Empty when nothing is. Pure. */
export function faultsOf(draft: string, material: Material): string[] {
  const inPlaces = Object.values<FindFaults>(checks).flatMap((find) => find(draft, material).map(({ says }) => says));
  return [...wholeFaults(draft, material), ...inPlaces];
}

/** What is wrong with the whole of it: nothing that is left out would mend that. */
export const wholeFaults = (draft: string, material: Material): string[] =>
  Object.values<FindWhole>(wholeChecks).flatMap((find) => find(draft, material) ?? []);

/** The draft without what is wrong with its places, and how many there were of each kind. Pure. */
export function withoutFaults(draft: string, material: Material): { body: string; counts: FaultCounts } {
  let body = draft;
  const counts: FaultCounts = {};
  for (const [kind, find] of Object.entries(checks) as [CheckKind, FindFaults][]) {
    const found = find(body, material);
    if (found.length === 0) continue;
    counts[kind] = found.length;
    body = applied(
      body,
      found.map((finding) => editFor(body, finding)),
    );
  }
  return { body, counts };
}

function editFor(draft: string, { start, end, instead }: Finding): Edit {
  if (instead !== '') return { start, end, text: instead };
  const atLineStart = start === 0 || draft[start - 1] === '\n';
  let behind = end;
  while (atLineStart && draft[behind] === ' ') behind++;
  return removal(draft, start, behind);
}
