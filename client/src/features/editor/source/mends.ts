/** Below a paragraph of the Markdown that the checks mended and nobody changed since: the mark that says what was there. */
import type { Text } from '@codemirror/state';
import { StateEffect, StateField } from '@codemirror/state';
import type { DecorationSet } from '@codemirror/view';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';
import type { Mends, MendsByParagraph } from '../mends.js';
import { mendMark } from '../mends.js';

/** These mends, and no others, from then on. */
const setMends = StateEffect.define<MendsByParagraph>();

interface Shown {
  mends: MendsByParagraph;
  marks: DecorationSet;
}

export const mended = StateField.define<Shown>({
  create: () => ({ mends: new Map<string, Mends>(), marks: Decoration.none }),
  update(before, { docChanged, effects, newDoc }) {
    const given = effects.find((effect) => effect.is(setMends));
    if (!given && !docChanged) return before;
    const mends = given?.value ?? before.mends;
    return { mends, marks: marksIn(newDoc, mends) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

export const mending = (mends: MendsByParagraph) => ({ effects: setMends.of(mends) });

class Mark extends WidgetType {
  constructor(private readonly mends: Mends) {
    super();
  }

  /** Then what is on the screen stays, opened or not. */
  override eq(other: Mark): boolean {
    return JSON.stringify(other.mends) === JSON.stringify(this.mends);
  }

  toDOM(): HTMLElement {
    return mendMark(this.mends);
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function marksIn(doc: Text, mends: MendsByParagraph): DecorationSet {
  if (mends.size === 0) return Decoration.none;
  const marks = paragraphsIn(doc).flatMap(({ from, to }) => {
    const here = mends.get(doc.sliceString(from, to).trimEnd());
    return here ? [Decoration.widget({ widget: new Mark(here), block: true, side: 1 }).range(to)] : [];
  });
  return Decoration.set(marks);
}

/** What blank lines part. `to` is the end of a line. */
function paragraphsIn(doc: Text): { from: number; to: number }[] {
  const paragraphs: { from: number; to: number }[] = [];
  let open: { from: number; to: number } | null = null;
  let at = 0;
  for (const line of doc.iterLines()) {
    const to = at + line.length;
    if (line.trim() === '') open = null;
    else if (open) open.to = to;
    else paragraphs.push((open = { from: at, to }));
    at = to + 1;
  }
  return paragraphs;
}
