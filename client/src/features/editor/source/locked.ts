/** Locked passages in the Markdown: marked, followed through changes, locked and unlocked by the paragraph. */
import type { EditorState, Text } from '@codemirror/state';
import { StateEffect, StateField } from '@codemirror/state';
import type { DecorationSet } from '@codemirror/view';
import { Decoration, EditorView } from '@codemirror/view';
import { t } from '../../../words/words.js';

interface Place {
  from: number;
  to: number;
}

/** These places, and no others, are locked from then on. */
const setPlaces = StateEffect.define<readonly Place[]>();

export const locked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { changes, effects, state }) {
    const given = effects.find((effect) => effect.is(setPlaces));
    if (given) return marked(given.value);
    return before.map(changes).update({ filter: (from, to) => state.sliceDoc(from, to).trim() !== '' });
  },
  provide: (field) => EditorView.decorations.from(field),
});

const marked = (places: readonly Place[]): DecorationSet =>
  Decoration.set(
    places.map(({ from, to }) =>
      Decoration.mark({ class: 'locked-block', attributes: { title: t('editor.lock.title') } }).range(from, to),
    ),
    true,
  );

/** Locks these passages wherever they stand in the text. */
export function locking({ doc }: EditorState, passages: readonly string[]) {
  const text = doc.toString();
  const places = passages.flatMap((passage) => {
    const from = passage === '' ? -1 : text.indexOf(passage);
    return from < 0 ? [] : [{ from, to: from + passage.length }];
  });
  return { effects: setPlaces.of(places) };
}

/** Locks the paragraph of the cursor, or unlocks it. */
export function toggled(state: EditorState) {
  const here = paragraphAt(state.doc, state.selection.main.head);
  const places = placesIn(state);
  const others = places.filter((place) => !meets(place, here));
  const isLocked = others.length < places.length;
  return { effects: setPlaces.of(isLocked || here.from === here.to ? others : [...places, here]) };
}

export const passagesIn = (state: EditorState): string[] =>
  placesIn(state).map(({ from, to }) => state.sliceDoc(from, to));

export const isLockedAt = (state: EditorState): boolean => {
  const here = paragraphAt(state.doc, state.selection.main.head);
  return placesIn(state).some((place) => meets(place, here));
};

const meets = (a: Place, b: Place): boolean => a.from < b.to && b.from < a.to;

function placesIn(state: EditorState): Place[] {
  const places: Place[] = [];
  state.field(locked).between(0, state.doc.length, (from, to) => void places.push({ from, to }));
  return places;
}

/** From empty line to empty line. */
function paragraphAt(doc: Text, at: number): Place {
  let [first, last] = [doc.lineAt(at), doc.lineAt(at)];
  if (first.text.trim() === '') return { from: at, to: at };
  while (first.number > 1 && doc.line(first.number - 1).text.trim() !== '') first = doc.line(first.number - 1);
  while (last.number < doc.lines && doc.line(last.number + 1).text.trim() !== '') last = doc.line(last.number + 1);
  return { from: first.from, to: last.to };
}
