/** What was said, put into a draft: into the one on the screen where the cursor is, or into one that is opened next. */
import type { ContentFormat } from '../../../../src/contract/content.js';
import type { Store } from '../../tiny-store.js';
import { createStore } from '../../tiny-store.js';
import { clock } from '../../ui/times-and-sizes.js';

export interface Quote {
  text: string;
  /** Null where nobody knows who says it. */
  speaker: string | null;
  startMs: number;
}

/** A draft of a project. */
export interface DraftPlace {
  projectId: string;
  type: string;
}

/** A draft on the screen that can be written in. */
export interface QuotePlace extends DraftPlace {
  /** As people call it, such as `Blog post`. */
  label: string;
  format: ContentFormat;
  /** As one step that can be undone. */
  insert: (text: string) => void;
}

const place = createStore<QuotePlace | null>(null);
const waiting: (DraftPlace & { quote: Quote })[] = [];

/** The draft on the screen into which `insertQuote` puts a quote; null where there is none. */
export const quotePlace: Pick<Store<QuotePlace | null>, 'get' | 'subscribe'> = place;

/**
 * Puts a quote where the cursor is, or at the end; it can be undone. `into`: the draft that is meant, by default the one on the screen.
 * One that is not on the screen gets it as soon as it is opened in this tab. Answers whether it was put in at once.
 */
export function insertQuote(quote: Quote, into?: DraftPlace): boolean {
  const open = place.get();
  if (open && (!into || isSame(open, into))) {
    open.insert(quoted(quote, open.format));
    return true;
  }
  if (into) waiting.push({ projectId: into.projectId, type: into.type, quote });
  return false;
}

/** A draft is on the screen; what waited for it is put in. Returns the function that says that it is gone. */
export function offerQuotePlace(open: QuotePlace): () => void {
  place.set(open);
  for (const one of [...waiting]) {
    if (!isSame(one, open)) continue;
    waiting.splice(waiting.indexOf(one), 1);
    open.insert(quoted(one.quote, open.format));
  }
  return () => {
    if (place.get() === open) place.set(null);
  };
}

const isSame = (a: DraftPlace, b: DraftPlace): boolean => a.projectId === b.projectId && a.type === b.type;

/** As a quotation with who said it, and a link to when. */
export function quoted({ text, speaker, startMs }: Quote, format: ContentFormat): string {
  const words = text.trim().replaceAll(/\s*\n\s*/g, ' ');
  const time = clock(startMs);
  if (format !== 'markdown') return `“${words}” (${[speaker, time].filter(Boolean).join(', ')})`;
  const link = `[${time}](#t=${Math.floor(startMs / 1_000)})`;
  const by = [speaker === null ? null : escaped(speaker), link].filter(Boolean).join(', ');
  return `> ${escaped(words)}\n>\n> — ${by}`;
}

/** Words whose signs mean nothing in Markdown. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>~|]/g, '\\$&')
    .replace(/^([-+#=]|\d{1,9}(?=[.)]))/, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));
