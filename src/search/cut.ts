/** Cuts texts into passages: pieces that can be found, shown and given to a language model one by one. Pure. */
import type { Segment } from '../contract/content.js';
import { piecesOf } from '../transcript/pieces.js';

/** In characters: a passage ends at the next good place after the first length, and is never longer than the second. */
const ENOUGH = 800;
const MOST = 1_200;

/** Passages of a text, at paragraph ends where it has any, else at sentence ends, else at blanks. Nothing is left out. */
export function cutText(text: string): string[] {
  const passages: string[] = [];
  for (const paragraph of paragraphsOf(text)) {
    const before = passages.at(-1);
    const fits = before !== undefined && before.length < ENOUGH && before.length + paragraph.length + 2 <= MOST;
    if (fits) passages[passages.length - 1] = `${before}\n\n${paragraph}`;
    else passages.push(...(paragraph.length <= MOST ? [paragraph] : joined(sentencesOf(paragraph))));
  }
  return passages;
}

const paragraphsOf = (text: string): string[] =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trimEnd())
    .filter((paragraph) => paragraph.trim() !== '');

const sentencesOf = (paragraph: string): string[] =>
  Array.from(piecesOf('sentence', paragraph), ({ text }) => text).flatMap(divided);

function joined(pieces: string[]): string[] {
  const passages: string[] = [];
  for (const piece of pieces) {
    const before = passages.at(-1);
    const fits = before !== undefined && before.length < ENOUGH && before.length + piece.length <= MOST;
    if (fits) passages[passages.length - 1] = before + piece;
    else passages.push(piece);
  }
  return passages.map((passage) => passage.trimEnd()).filter((passage) => passage !== '');
}

/** At a space where there is one in the second half, and never within a character. */
function divided(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > MOST) {
    const blank = text.lastIndexOf(' ', from + MOST - 1) + 1;
    let end = blank > from + MOST / 2 ? blank : from + MOST;
    if (/[\ud800-\udbff]/.test(text[end - 1] ?? '')) end--;
    pieces.push(text.slice(from, end));
    from = end;
  }
  return [...pieces, text.slice(from)];
}

/** A piece of a talk. `moments`: where in the text each line begins, and at which ms of the talk it is said. */
export interface TalkPassage {
  text: string;
  moments: [offset: number, startMs: number][];
}

/** Passages of a transcript, cut at the ends of lines. A phrase across two lines of one passage is found. */
export function cutTranscript(segments: Pick<Segment, 'startMs' | 'text'>[]): TalkPassage[] {
  const passages: TalkPassage[] = [];
  for (const { startMs, text } of segments) {
    for (const piece of divided(text.replace(/\s+/g, ' '))) {
      const line = piece.trim();
      if (line === '') continue;
      const before = passages.at(-1);
      const full = !before || endsWell(before.text) || before.text.length + line.length + 1 > MOST;
      if (full) passages.push({ text: line, moments: [[0, startMs]] });
      else {
        before.moments.push([before.text.length + 1, startMs]);
        before.text += ` ${line}`;
      }
    }
  }
  return passages;
}

/** Whether to end a passage here: long enough, and at the end of a sentence if one is near. */
const endsWell = (text: string): boolean =>
  text.length >= ENOUGH || (text.length >= ENOUGH / 2 && /[.?!。？！]$/.test(text));
