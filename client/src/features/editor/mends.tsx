/** What the checks mended in a draft, shown where it stood: a mark, and what was there and why when it is pressed. */
import { useCallback } from 'react';
import type { Content } from '../../../../src/contract/content.js';
import { t } from '../../words/words.js';

export type Mends = NonNullable<Content['grounding']['mends']>;

/** A kind that this page does not know yet is shown by its name. */
const KINDS = [
  'repetition',
  'likeness',
  'quotations',
  'attribution',
  'links',
  'numbers',
  'pictures',
  'orders',
  'unfounded',
  'borrowed',
  'times',
  'timestamps',
  'images',
  'chapters',
  'code',
] as const;

/** Nothing was mended there, but it is not the model’s own, or of nobody but the model. */
const NOTES: readonly string[] = ['chapters', 'code'];

/** By the text of the paragraph in which they were. */
export type MendsByParagraph = ReadonlyMap<string, Mends>;

export const mendsByParagraph = ({ body, grounding: { mends = [] } }: Content): MendsByParagraph =>
  grouped(mends, ({ start }) => paragraphAt(body, start));

export function grouped<K>(mends: Mends, keyOf: (mend: Mends[number]) => K): ReadonlyMap<K, Mends> {
  const groups = new Map<K, Mends>();
  for (const mend of mends) {
    const key = keyOf(mend);
    groups.set(key, [...(groups.get(key) ?? []), mend]);
  }
  return groups;
}

/** Those of the paragraphs that stand in a text as they were. */
export const mendsIn = (text: string, mends: MendsByParagraph): Mends =>
  mends.size === 0 ? [] : text.split(/\n[ \t]*\n/).flatMap((paragraph) => mends.get(paragraph.trimEnd()) ?? []);

/** What blank lines part, as the server counts it. */
export const paragraphAt = (body: string, start: number): string =>
  body
    .slice(start)
    .split(/\n[ \t]*\n/, 1)[0]
    ?.trimEnd() ?? '';

let lastId = 0;

/** For editors that draw for themselves. What is said stands below the mark, until it is pressed again. */
export function mendMark(mends: Mends): HTMLElement {
  const place = document.createElement('span');
  place.className = 'mend';
  place.contentEditable = 'false';
  const note = noteOf(mends);
  note.hidden = true;
  lastId += 1;
  note.id = `mend-${lastId}`;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'mend-mark';
  const isNote = mends.every(({ kind }) => NOTES.includes(kind));
  button.textContent = t(isNote ? 'editor.mends.look' : 'editor.mends.mark', { count: mends.length });
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', note.id);
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    note.hidden = !note.hidden;
    button.setAttribute('aria-expanded', String(!note.hidden));
  });
  place.append(button, note);
  return place;
}

function noteOf(mends: Mends): HTMLElement {
  const note = element('span', 'mend-note', '');
  note.setAttribute('role', 'note');
  for (const { kind, was, now } of mends) {
    const one = element('span', 'mend-one', '');
    one.append(element('strong', 'mend-why', whyOf(kind)));
    note.append(one);
    if (NOTES.includes(kind)) continue;
    one.append(element('del', 'mend-was', was));
    one.append(now === null ? element('span', 'muted', t('editor.mends.gone')) : element('ins', 'mend-now', now));
  }
  return note;
}

function element(name: string, className: string, words: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = words;
  return made;
}

function whyOf(kind: string): string {
  const known = KINDS.find((one) => one === kind);
  return known ? t(`editor.mends.why.${known}`) : kind;
}

/** The same in what React draws. */
export function MendMark({ mends }: { mends: Mends | undefined }) {
  const fill = useCallback(
    (place: HTMLElement | null) => {
      if (place) place.replaceChildren(...(mends && mends.length > 0 ? [mendMark(mends)] : []));
    },
    [mends],
  );
  return <span ref={fill} />;
}
