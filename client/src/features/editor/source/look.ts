/** A little colour for Markdown, line by line. A parser of it takes seconds for what is nested a thousand times. */
import type { DecorationSet, EditorView, ViewUpdate } from '@codemirror/view';
import { Decoration, MatchDecorator, ViewPlugin } from '@codemirror/view';

/** Headings, marks of lists and quotations, code, strong words, and addresses. */
const SIGNS =
  /(?<heading>^#{1,6} .*)|(?<quiet>^[ \t]*(?:[-*+>]|\d{1,9}[.)])(?= )|^(?:```|~~~).*|^(?:---+|\*\*\*+)$)|(?<code>`[^`\n]+`)|(?<strong>\*\*[^*\n]+\*\*)|(?<link>\]\([^)\s]*\))/gm;

const matcher = new MatchDecorator({
  regexp: SIGNS,
  decoration({ groups = {} }) {
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    return Decoration.mark({ class: `source-${kind ?? ''}` });
  },
});

export const look = ViewPlugin.fromClass(
  class {
    shown: DecorationSet;

    constructor(view: EditorView) {
      this.shown = matcher.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.shown = matcher.updateDeco(update, this.shown);
    }
  },
  { decorations: ({ shown }) => shown },
);
