/** What a picture is, by rules, and how it is told to those who do not see it. Pure. */
import { clip } from '../../contract/clip.js';
import type { PictureKind } from '../../contract/content.js';
import type { Glance } from './glance.js';
import type { TextLine } from './layout.js';
import { median } from './layout.js';

/** So few words are a name below a face, or on a shirt. */
const FEW_WORDS = 9;
/** A slide has at least so many. */
const SLIDE_WORDS = 3;
/** From here on colours are so even that somebody drew it. */
const DRAWN = 0.9;
/** A face in the corner has less. */
const SKIN = 0.06;
/** A title stands in this part of the picture, from the top, and is so much larger than most lines. */
const TITLE = { within: 0.45, larger: 1.12 };
const LONGEST_TITLE = 120;
const LONGEST_ALT = 160;

export interface Described {
  kind: PictureKind;
  text: string;
  /** Of a slide; null where it has none that stands out. */
  title: string | null;
  /** The code or the lines of a terminal that are on it, with their indentation; null where there are none. */
  code: string | null;
}

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0;

/** `code`: as it was read; `codeKind`: whether it is of a program or a terminal. */
export function kindOf(
  text: string,
  code: string | null,
  codeKind: 'code' | 'terminal' | null,
  { even, skin }: Glance,
): PictureKind {
  const words = wordsIn(text);
  if (code !== null && codeKind && wordsIn(code) >= words / 2) return codeKind;
  const isPerson = skin >= SKIN && even < DRAWN;
  if (words <= FEW_WORDS && isPerson) return 'person';
  return words >= SLIDE_WORDS ? 'slide' : 'other';
}

/** The title of a slide: the largest of its upper lines, and those right below it that are as large. */
export function titleOf(lines: TextLine[], height: number): string | null {
  const tall = (line: TextLine): number => line.bottom - line.top;
  const upper = lines.filter(({ bottom, text }) => bottom <= TITLE.within * height && wordsIn(text) > 0);
  const usual = median(lines.map(tall));
  const first = upper.toSorted((a, b) => tall(b) - tall(a) || a.top - b.top)[0];
  if (!first || (tall(first) < TITLE.larger * usual && lines.length > 2)) return null;
  const own = upper.filter(
    (line) => tall(line) >= 0.8 * tall(first) && line.top - first.top < 3.2 * tall(first) && line.top >= first.top - 1,
  );
  const title = own
    .toSorted((a, b) => a.top - b.top)
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return title.length > LONGEST_TITLE ? null : title;
}

const NAMES: Record<string, Record<PictureKind, string>> = {
  en: {
    slide: 'Slide',
    code: 'Code',
    terminal: 'Terminal',
    diagram: 'Diagram',
    person: 'The speaker',
    other: 'Picture',
  },
  de: { slide: 'Folie', code: 'Code', terminal: 'Terminal', diagram: 'Diagramm', person: 'Person', other: 'Bild' },
  es: {
    slide: 'Diapositiva',
    code: 'Código',
    terminal: 'Terminal',
    diagram: 'Diagrama',
    person: 'Persona',
    other: 'Imagen',
  },
  fr: {
    slide: 'Diapositive',
    code: 'Code',
    terminal: 'Terminal',
    diagram: 'Schéma',
    person: 'Personne',
    other: 'Image',
  },
  pt: { slide: 'Slide', code: 'Código', terminal: 'Terminal', diagram: 'Diagrama', person: 'Pessoa', other: 'Imagem' },
  it: {
    slide: 'Diapositiva',
    code: 'Codice',
    terminal: 'Terminale',
    diagram: 'Diagramma',
    person: 'Persona',
    other: 'Immagine',
  },
  nl: { slide: 'Dia', code: 'Code', terminal: 'Terminal', diagram: 'Diagram', person: 'Persoon', other: 'Afbeelding' },
  ja: { slide: 'スライド', code: 'コード', terminal: 'ターミナル', diagram: '図', person: '人物', other: '画像' },
};

/** Such as “Slide: Git hooks”. `language`: BCP 47; English where it is not known. */
export function altOf({ kind, title, text, code }: Described, language: string | null): string {
  const primary = (language ?? 'en').toLowerCase().split('-')[0] ?? 'en';
  const name = (NAMES[primary] ?? NAMES['en'])?.[kind] ?? kind;
  const first = (lines: string | null): string =>
    (lines ?? '')
      .split('\n')
      .find((line) => wordsIn(line) > 0)
      ?.trim() ?? '';
  const said = kind === 'person' || kind === 'other' ? first(text) : (title ?? (first(code ?? text) || first(text)));
  return clip(said === '' ? name : `${name}: ${said}`, LONGEST_ALT);
}
