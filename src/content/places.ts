/** Where in the talk the words of a draft come from, told by the words that they share with what was said. Pure. */
import { languageOf } from '../transcript/languages/languages.js';
import type { Language } from '../transcript/languages/language.js';
import { termsOf, wordsOf } from '../transcript/terms.js';
import type { Talk } from './talk.js';

/** What is said within this time counts as one place. */
const UNIT_MS = 6_000;
/** The words of one paragraph are looked for within so much of the talk, and further as long as more of them follow closely. */
const STRETCH_MS = 60_000;
const NEXT_MS = 40_000;
const LONGEST_MS = 6 * 60_000;
/** With fewer words in common a place is a guess. */
const LEAST_SHARED = 3;
/** So much of the weight of a paragraph's words must be found in one place. */
const LEAST_SHARE = 0.3;

export interface Place {
  startMs: number;
  endMs: number;
}

export interface Found extends Place {
  /** Of the weight of the words that the talk knows, the share that is said there: 0 to 1. */
  share: number;
  /** How many different words are said there. */
  shared: number;
}

interface Unit extends Place {
  terms: Set<string>;
}

const known = new WeakMap<Talk['segments'], Places>();

/** The places of a talk; those of the same segments are found once. */
export function placesOf(talk: Pick<Talk, 'segments' | 'language'>): Places {
  const places = known.get(talk.segments) ?? new Places(talk);
  known.set(talk.segments, places);
  return places;
}

/** The talk's words by their times. */
export class Places {
  private readonly units: Unit[] = [];
  private readonly weights = new Map<string, number>();
  private readonly hits = new Map<string, number[]>();
  private readonly language: Language;

  constructor({ segments, language }: Pick<Talk, 'segments' | 'language'>) {
    this.language = languageOf(
      language,
      wordsOf(
        segments
          .slice(0, 300)
          .map(({ text }) => text)
          .join(' '),
      ),
    );
    for (const { startMs, endMs, text } of segments) {
      const unit = this.units.at(-1);
      const terms = termsOf(text, this.language);
      if (unit && startMs - unit.startMs < UNIT_MS) {
        for (const term of terms) unit.terms.add(term);
        unit.endMs = Math.max(unit.endMs, endMs);
      } else if (terms.length > 0) this.units.push({ startMs, endMs, terms: new Set(terms) });
    }
    for (const [i, { terms }] of this.units.entries()) {
      for (const term of terms) {
        const hits = this.hits.get(term);
        if (hits) hits.push(i);
        else this.hits.set(term, [i]);
      }
    }
    // What is said everywhere tells no place.
    for (const [term, hits] of this.hits) this.weights.set(term, Math.log((this.units.length + 1) / hits.length));
  }

  /** The different words of a text that the talk knows, too. */
  termsIn(text: string): string[] {
    return [...new Set(termsOf(text, this.language))].filter((term) => this.hits.has(term));
  }

  /** Where most of these words are said close together; null where no place stands out. */
  best(terms: string[]): Found | null {
    const hits = terms.flatMap((term) => (this.hits.get(term) ?? []).map((unit) => ({ unit, term })));
    hits.sort((a, b) => a.unit - b.unit);
    const counts = new Map<string, number>();
    let best: Found | null = null;
    let [from, weight] = [0, 0];
    for (const hit of hits) {
      const before = counts.get(hit.term) ?? 0;
      counts.set(hit.term, before + 1);
      if (before === 0) weight += this.weightOf(hit.term);
      for (
        let first = hits[from];
        first && this.startOf(hit.unit) - this.startOf(first.unit) > STRETCH_MS;
        first = hits[++from]
      ) {
        const left = (counts.get(first.term) ?? 1) - 1;
        if (left === 0) {
          counts.delete(first.term);
          weight -= this.weightOf(first.term);
        } else counts.set(first.term, left);
      }
      const share = weight / this.total(terms);
      if (share <= (best?.share ?? 0) + 1e-9) continue;
      const start = hits[from]?.unit ?? hit.unit;
      best = { startMs: this.startOf(start), endMs: this.units[hit.unit]?.endMs ?? 0, share, shared: counts.size };
    }
    return best;
  }

  /** How many of these words are said in a stretch of the talk, and the share of their weight. */
  within(terms: string[], { startMs, endMs }: Place): Pick<Found, 'share' | 'shared'> {
    const there = terms.filter((term) =>
      (this.hits.get(term) ?? []).some((i) => {
        const unit = this.units[i];
        return unit !== undefined && unit.endMs > startMs && unit.startMs < endMs;
      }),
    );
    const weight = there.reduce((sum, term) => sum + this.weightOf(term), 0);
    return { share: weight / this.total(terms), shared: there.length };
  }

  /** The stretch of the talk that a text comes from; null where that cannot be told. */
  of(text: string): Place | null {
    const terms = this.termsIn(text);
    const found = this.best(terms);
    if (!found || found.share < LEAST_SHARE || found.shared < Math.min(LEAST_SHARED, terms.length)) return null;
    if (found.shared < 2) return null;
    return this.grown(terms, found);
  }

  /** A summary draws on more than a minute: the place grows over what follows closely and has words of it that are still missing. */
  private grown(terms: string[], { startMs, endMs }: Found): Place {
    const place = { startMs, endMs };
    const missing = (): string[] => terms.filter((term) => this.within([term], place).shared === 0);
    for (let left = missing(); left.length > 0 && place.endMs - place.startMs < LONGEST_MS; left = missing()) {
      const near = left.flatMap((term) => this.hits.get(term) ?? []).map((i) => this.units[i]);
      const after = near.find(
        (unit) =>
          unit && unit.startMs >= place.startMs && unit.startMs - place.endMs < NEXT_MS && unit.endMs > place.endMs,
      );
      if (!after) break;
      place.endMs = after.endMs;
    }
    return place;
  }

  private startOf(unit: number): number {
    return this.units[unit]?.startMs ?? 0;
  }

  private weightOf(term: string): number {
    return this.weights.get(term) ?? 0;
  }

  private total(terms: string[]): number {
    return Math.max(
      1e-9,
      terms.reduce((sum, term) => sum + this.weightOf(term), 0),
    );
  }
}
