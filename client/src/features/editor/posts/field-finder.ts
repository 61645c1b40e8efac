/** Finding words in the fields of a thread or a post, and replacing them; what is replaced at once is one step that can be undone. */
import type { Store } from '../../../tiny-store.js';
import { createStore } from '../../../tiny-store.js';
import type { Findable } from '../find-bar.js';

type Wanted = Parameters<Findable['look']>[0];

/** A text in which words are found. */
export interface Searched {
  /** Of the fields, in their order on the screen. */
  readonly texts: readonly string[];
  /** Fields by their place become other texts, as one step. */
  write: (changed: ReadonlyMap<number, string>) => void;
}

export interface Match {
  field: number;
  from: number;
  to: number;
}

export interface Marked {
  wanted: Wanted;
  /** Which of the matches is meant, from 0 on; null before somebody goes to one. */
  selected: number | null;
}

/** More are not marked. */
const MOST = 5_000;
const NOTHING: Marked = { wanted: { search: '', replace: '', caseSensitive: false }, selected: null };

export class FieldFinder implements Findable {
  readonly marked: Store<Marked> = createStore(NOTHING);

  constructor(private readonly fields: Searched) {}

  look(wanted: Wanted): void {
    const { wanted: before, selected } = this.marked.get();
    const isSame = before.search === wanted.search && before.caseSensitive === wanted.caseSensitive;
    this.marked.set({ wanted, selected: isSame ? selected : null });
  }

  next(): void {
    this.move(1);
  }

  previous(): void {
    this.move(-1);
  }

  /** The one that is meant, or else the next one is. */
  replace(): void {
    const { wanted, selected } = this.marked.get();
    const match = selected === null ? undefined : this.matches[selected];
    if (!match) return this.next();
    this.write([match], wanted.replace);
    // What was put in may have the words itself: the next one is behind it.
    const behind = match.from + wanted.replace.length;
    const next = this.matches.findIndex(
      ({ field, from }) => field > match.field || (field === match.field && from >= behind),
    );
    this.select(next < 0 ? (this.matches.length > 0 ? 0 : null) : next);
  }

  replaceAll(): void {
    this.write(this.matches, this.marked.get().wanted.replace);
    this.select(null);
  }

  get found(): Findable['found'] {
    const all = this.matches.length;
    const { selected } = this.marked.get();
    return { all, selected: selected !== null && selected < all ? selected + 1 : 0 };
  }

  private get matches(): Match[] {
    return matchesIn(this.fields.texts, this.marked.get().wanted);
  }

  private move(by: 1 | -1): void {
    const all = this.matches.length;
    const { selected } = this.marked.get();
    const from = selected ?? (by > 0 ? -1 : 0);
    this.select(all === 0 ? null : (from + by + all) % all);
  }

  private select(selected: number | null): void {
    this.marked.set({ ...this.marked.get(), selected });
  }

  private write(matches: readonly Match[], replacement: string): void {
    const changed = new Map<number, string>();
    // From the last on, so that places before it stay right.
    for (const { field, from, to } of matches.toReversed()) {
      const text = changed.get(field) ?? this.fields.texts[field] ?? '';
      changed.set(field, text.slice(0, from) + replacement + text.slice(to));
    }
    if (changed.size > 0) this.fields.write(changed);
  }
}

/** In order. */
export function matchesIn(texts: readonly string[], { search, caseSensitive }: Wanted): Match[] {
  if (search === '') return [];
  const pattern = new RegExp(search.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), caseSensitive ? 'gu' : 'giu');
  const matches: Match[] = [];
  for (const [field, text] of texts.entries()) {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      if (matches.length >= MOST) return matches;
      matches.push({ field, from: index, to: index + words.length });
    }
  }
  return matches;
}
