/** Finding words in rich text, and replacing them; each replacement can be undone. */
import type { Command, EditorState } from '@milkdown/prose/state';
import type { EditorView } from '@milkdown/prose/view';
import { $prose } from '@milkdown/utils';
import {
  findNext,
  findPrev,
  getSearchState,
  replaceAll,
  replaceNext,
  search,
  SearchQuery,
  setSearchState,
} from 'prosemirror-search';

export const finding = $prose(() => search());

export interface Wanted {
  search: string;
  replace: string;
  caseSensitive: boolean;
}

/** How often it stands there, and which of these is selected; 0 where none is. */
export interface Found {
  all: number;
  selected: number;
}

/** More are not counted. */
const MOST = 5_000;

export class Finder {
  constructor(private readonly view: EditorView) {}

  /** Marks all that are found; an empty search marks none. Selects nothing. */
  look({ search: words, replace, caseSensitive }: Wanted): void {
    const query = new SearchQuery({ search: words, replace, caseSensitive, literal: true });
    this.view.dispatch(setSearchState(this.view.state.tr, query));
  }

  next(): void {
    this.run(findNext);
  }

  previous(): void {
    this.run(findPrev);
  }

  /** The selected one, or else the next one is selected. */
  replace(): void {
    this.run(replaceNext);
  }

  replaceAll(): void {
    this.run(replaceAll);
  }

  get found(): Found {
    return foundIn(this.view.state);
  }

  /** What is selected, to look for it. */
  get selectedWords(): string {
    const { doc, selection } = this.view.state;
    return selection.$from.sameParent(selection.$to) ? doc.textBetween(selection.from, selection.to) : '';
  }

  private run(command: Command): void {
    command(this.view.state, (transaction) => this.view.dispatch(transaction.scrollIntoView()), this.view);
  }
}

function foundIn(state: EditorState): Found {
  const query = getSearchState(state)?.query;
  const found: Found = { all: 0, selected: 0 };
  if (!query?.valid) return found;
  const { from, to } = state.selection;
  for (let at = 0; found.all < MOST; found.all++) {
    const result = query.findNext(state, at);
    if (!result) break;
    if (result.from === from && result.to === to) found.selected = found.all + 1;
    at = result.to;
  }
  return found;
}
