/** What is checked of a model's draft besides its references to moments and screenshots. One more is one more line. */
import type { Edit } from '../edits.js';
import { applied, removal } from '../edits.js';
import type { FoundFault } from '../mends.js';
import { faultIn } from '../mends.js';
import { paragraphsOf } from '../paragraphs.js';
import { attribution } from './attribution.js';
import { borrowed } from './borrowed.js';
import type { FindFaults, Finding, Material } from './finding.js';
import { likeness } from './likeness.js';
import { links } from './links.js';
import { markup } from './markup.js';
import { numbers } from './numbers.js';
import { orders } from './orders.js';
import { pictures } from './pictures.js';
import { quotations } from './quotations.js';
import { repetition } from './repetition.js';
import { room } from './room.js';
import { times } from './times.js';
import { unfounded } from './unfounded.js';
import { fences, remarks, thoughts } from './wrapping.js';
import type { FindWhole } from './whole.js';
import { form, language, obeyed, offTopic, refusal } from './whole.js';

/** What stands around a draft, or was never for its readers, in the order in which it is taken away. Nothing is lost with it, so nobody is asked. */
export const wrappings = { thoughts, fences, markup, remarks, room } satisfies Record<string, FindFaults>;

/** Faults within a draft: the model is told, and what it leaves is taken out. */
export const checks = {
  repetition,
  likeness,
  borrowed,
  quotations,
  attribution,
  links,
  numbers,
  times,
  pictures,
  orders,
  // Behind all that take something away: a heading may have nothing left below it.
  unfounded,
} satisfies Record<string, FindFaults>;

/** Faults of the whole: nothing that is left out would mend them. */
export const wholeChecks = { refusal, form, obeyed, language, offTopic } satisfies Record<string, FindWhole>;

type FaultKind = keyof typeof wrappings | keyof typeof checks;

/** How many faults of each kind, without those that do not occur. */
export type FaultCounts = Partial<Record<FaultKind, number>>;

export interface Cleaned {
  body: string;
  counts: FaultCounts;
}

/** What the model is told of a draft without wrappings, a sentence each: first of the whole, then of its places. Pure. */
export function faultsOf(draft: string, material: Material): string[] {
  const inPlaces = Object.values<FindFaults>(checks).flatMap((find) => find(draft, material).map(({ says }) => says));
  return [...wholeFaults(draft, material), ...inPlaces];
}

/** What is wrong with the whole of a draft without wrappings. Pure. */
export const wholeFaults = (draft: string, material: Material): string[] =>
  Object.values<FindWhole>(wholeChecks).flatMap((find) => find(draft, material) ?? []);

/** The draft alone, as it was asked for. Pure. */
export const unwrapped = (answer: string, material: Material): Cleaned => without(wrappings, answer, material);

/** The draft without the faults within it. Pure. */
export const withoutFaults = (draft: string, material: Material): Cleaned => without(checks, draft, material);

/** What `withoutFaults` takes out or sets right, as it stands there. Pure. */
export function faultsFound(draft: string, material: Material): FoundFault[] {
  const all: FoundFault[] = [];
  without(checks, draft, material, (kind, body, found) => {
    const paragraphs = paragraphsOf(body);
    all.push(...found.map((finding) => faultIn(body, paragraphs, { kind, ...finding })));
  });
  return all;
}

/** `onFound`: told what each check found in the text as the checks before it have left it. */
function without(
  table: Partial<Record<FaultKind, FindFaults>>,
  draft: string,
  material: Material,
  onFound?: (kind: FaultKind, body: string, found: Finding[]) => void,
): Cleaned {
  let body = draft;
  const counts: FaultCounts = {};
  for (const [kind, find] of Object.entries(table) as [FaultKind, FindFaults][]) {
    const found = find(body, material);
    if (found.length === 0) continue;
    counts[kind] = found.length;
    onFound?.(kind, body, found);
    const edits = found.map((finding) => editFor(body, finding));
    body = applied(body, edits);
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
