/** Looks through what a model wrote, lets it mend its faults once, and takes out what is left of them. */
import type { FaultCounts } from '../../content/checks/checks.js';
import { faultsFound, faultsOf, unwrapped, wholeFaults, withoutFaults } from '../../content/checks/checks.js';
import type { Material } from '../../content/checks/finding.js';
import { sameLanguage } from '../../content/checks/whole.js';
import { coverageOf, missingChapters } from '../../content/coverage.js';
import type { FoundFault } from '../../content/mends.js';
import type { ContentType } from '../../content/talk.js';
import type { Grounding } from '../../contract/grounding.js';

/** So many faults are told: more only lengthen the prompt. */
const MOST_TOLD = 20;
/** With fewer characters, nothing is left of a draft. */
const LEAST_LENGTH = 40;
/** These are not taken out, but replaced by what is right. */
const SET_RIGHT = new Set<keyof FaultCounts>(['times', 'pictures', 'markup', 'attribution']);

/** How much of the talk has to be in it, and in what form. */
type Whole = Pick<ContentType, 'scope' | 'format'>;

export interface Corrected {
  body: string;
  faults: NonNullable<Grounding['faults']>;
  /** What the model was told of, and what was taken out of its last draft, as it stood there. */
  told: FoundFault[];
  left: FoundFault[];
}

/**
 * The draft without faults, and what they were. `writeAgain` asks the model once more, with the draft and its faults; null where the prompt has
 * no room for that. Answers `{ unusable }`, with the reason, when neither draft can be used.
 */
export async function corrected(
  written: string,
  type: Whole,
  material: Material,
  writeAgain: (draft: string, faults: string[]) => Promise<string | null>,
): Promise<Corrected | { unusable: string }> {
  const first = unwrapped(written, material);
  const missing = missingChapters(first.body, type, material.talk);
  const faults = [...missing, ...faultsOf(first.body, material)];
  const answer = faults.length > 0 ? await writeAgain(first.body, faults.slice(0, MOST_TOLD)) : null;
  const again = answer === null ? null : unwrapped(answer, material);
  const usable = [again, first].flatMap((draft) =>
    draft !== null && wholeFaults(draft.body, material).length === 0 ? [draft] : [],
  );
  const best = usable.toSorted((a, b) => covered(b.body, type, material) - covered(a.body, type, material))[0];
  if (!best) return { unusable: wholeFaults((again ?? first).body, material)[0] ?? 'It has no text.' };
  if (tellsNothing(best.body, type, material)) return { unusable: 'It speaks of none of the talk’s chapters.' };
  const { body, counts } = withoutFaults(best.body, material);
  if (faults.length > 0 && body.trim().length < LEAST_LENGTH) {
    return { unusable: 'Nothing is left of it without its faults.' };
  }
  const before = { ...first.counts, ...withoutFaults(first.body, material).counts };
  return {
    body,
    faults: counted(before, { ...best.counts, ...counts }),
    told: best === first ? [] : faultsFound(first.body, material),
    left: faultsFound(best.body, material),
  };
}

/** A draft that was mended in its places, and has lost chapters, is the worse one of the two. */
const covered = (body: string, { scope, format }: Whole, { talk }: Material): number =>
  scope === 'every chapter' ? (coverageOf(body, format, talk)?.chapters ?? 0) : 0;

/** A draft of the whole talk that speaks of no chapter, such as a refusal in a language whose refusals nobody listed. Of a translation nothing is known. */
function tellsNothing(body: string, type: Whole, material: Material): boolean {
  const isWhole = type.scope === 'every chapter' && material.talk.chapters.length > 1;
  return isWhole && covered(body, type, material) === 0 && sameLanguage(body, material) !== false;
}

/** What the first draft had and the last one has not was mended; so is what could be set right. */
function counted(first: FaultCounts, last: FaultCounts): Corrected['faults'] {
  const kinds = [...new Set([...Object.keys(first), ...Object.keys(last)])] as (keyof FaultCounts)[];
  return kinds.map((kind) => {
    const found = Math.max(first[kind] ?? 0, last[kind] ?? 0);
    const removed = SET_RIGHT.has(kind) ? 0 : (last[kind] ?? 0);
    return { kind, mended: found - removed, removed };
  });
}
