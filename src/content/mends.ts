/** Where in a draft its checks mended or took out something, so that it is shown there with what stood there before. Pure. */
import { clip } from '../contract/clip.js';
import type { Grounding } from '../contract/grounding.js';
import { piecesOf } from '../transcript/pieces.js';
import { bareWords } from './checks/said.js';
import { OWN_PICTURE } from './own-picture-address.js';
import type { Paragraph } from './paragraphs.js';
import { paragraphsOf } from './paragraphs.js';
import type { Known } from './references.js';
import { imageIn, timeIn } from './references.js';

export type Mends = NonNullable<Grounding['mends']>;

/** A fault as it stood in a draft. */
export interface FoundFault {
  kind: string;
  was: string;
  /** What is right, where that can be said. */
  instead: string;
  /** The paragraph without it, and the one before. */
  rest: string;
  before: string;
}

/** Nobody reads more of them. */
const MOST = 50;
/** Of what was there. In characters. */
const MOST_QUOTED = 400;
/** Shares of words: of less alike texts neither is taken for the other. */
const SAME_PARAGRAPH = 0.3;
const SAME_SENTENCE = 0.35;
/** With fewer words, a rest does not tell its paragraph from others. */
const LEAST_WORDS = 4;

export function faultIn(
  draft: string,
  paragraphs: readonly Paragraph[],
  fault: Omit<FoundFault, 'was' | 'rest' | 'before'> & { start: number; end: number },
): FoundFault {
  const { kind, instead, start, end } = fault;
  const place = paragraphs.findLastIndex((paragraph) => paragraph.start <= start);
  const around = paragraphs[place];
  const [from, to] = around ? [around.start, around.start + around.text.length] : [start, end];
  const rest = draft.slice(from, start) + draft.slice(Math.min(end, to), to);
  return { kind, was: draft.slice(start, end), instead, rest, before: paragraphs[place - 1]?.text ?? '' };
}

const REFERENCE = /!?\[(?:\\.|[^\]\\\n])*\]\(([^()\s]+)\)/g;

/** Links to moments and pictures that the talk does not have: `ground` takes them out. */
export function inventedReferences(draft: string, talk: Known): FoundFault[] {
  const paragraphs = paragraphsOf(draft);
  return [...draft.matchAll(REFERENCE)].flatMap(({ 0: text, 1: url = '', index }) => {
    const isPicture = text.startsWith('!');
    if (isPicture ? OWN_PICTURE.test(url) || imageIn(url, talk) : !/^#t=/i.test(url)) return [];
    if (!isPicture && timeIn(url.slice('#t='.length), talk) !== null) return [];
    const kind = isPicture ? 'images' : 'timestamps';
    return [faultIn(draft, paragraphs, { kind, instead: '', start: index, end: index + text.length })];
  });
}

/**
 * `told`: what the model was told of its first draft; `left`: what was then taken out or set right by the checks. What of the first is in the
 * second, too, is said once.
 */
export function placedMends(body: string, told: readonly FoundFault[], left: readonly FoundFault[]): Mends {
  const paragraphs = paragraphsOf(body).map((paragraph) => ({
    ...paragraph,
    words: new Set(bareWords(paragraph.text)),
  }));
  const known = new Set(left.map(nameOf));
  const faults = [
    ...left.map((fault) => ({ fault, byModel: false })),
    ...told.filter((fault) => !known.has(nameOf(fault))).map((fault) => ({ fault, byModel: true })),
  ];
  return faults.slice(0, MOST).flatMap(({ fault, byModel }): Mends => {
    // It is there still, for instance because a passage is locked.
    if (body.includes(fault.was)) return [];
    const place = placeOf(fault, paragraphs);
    if (!place) return [];
    const now = byModel ? sentenceFor(fault.was, place.text) : fault.instead || null;
    return [
      { index: place.index, start: place.start, kind: fault.kind, was: clip(fault.was.trim(), MOST_QUOTED), now },
    ];
  });
}

/** The first ones are the ones that are shown where there are too many; in the order in which they stand. */
export const shownMends = (mends: Mends): Mends => mends.slice(0, MOST).toSorted((a, b) => a.start - b.start);

const nameOf = ({ kind, was }: FoundFault): string => `${kind} ${was.trim()}`;

type Worded = Paragraph & { words: ReadonlySet<string> };

/** The paragraph that it stood in; of one that is gone with it, the one behind which it stood, or the first. */
function placeOf({ was, rest, before }: FoundFault, paragraphs: readonly Worded[]): Worded | undefined {
  const whole = bareWords(rest).length >= LEAST_WORDS ? rest : was;
  return likest(whole, paragraphs) ?? likest(before, paragraphs) ?? paragraphs[0];
}

function likest(text: string, paragraphs: readonly Worded[]): Worded | undefined {
  const wanted = new Set(bareWords(text));
  let best: Worded | undefined;
  let most = SAME_PARAGRAPH;
  for (const paragraph of paragraphs) {
    const alike = likeness(wanted, paragraph.words);
    if (alike > most) [best, most] = [paragraph, alike];
  }
  return best;
}

/** What stands in its place; null where nothing does. */
function sentenceFor(was: string, paragraph: string): string | null {
  const wanted = new Set(bareWords(was));
  let best: string | null = null;
  let most = SAME_SENTENCE;
  for (const { text } of piecesOf('sentence', paragraph)) {
    const alike = likeness(wanted, new Set(bareWords(text)));
    if (alike > most) [best, most] = [text.trim(), alike];
  }
  return best;
}

/** Dice's coefficient: from 0, no word in common, to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return (2 * common) / (a.size + b.size);
}

/** After a change by hand: those of paragraphs that stand there as before. */
export function keptMends(before: string, mends: Mends, after: string): Mends {
  const now = new Map(paragraphsOf(after).map((paragraph) => [paragraph.text, paragraph]));
  const then = paragraphsOf(before);
  return mends.flatMap((mend) => {
    const stands = now.get(then[mend.index]?.text ?? '');
    return stands ? [{ ...mend, index: stands.index, start: stands.start }] : [];
  });
}
