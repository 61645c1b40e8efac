/** Quotations under the name of somebody else of the talk than who said them. */
import { clip, clipStart } from '../../contract/clip.js';
import type { NamedSegment } from '../../transcript/speakers.js';
import { mentions } from '../mentions.js';
import type { FindFaults, Finding } from './finding.js';
import { quoted, sentenceAround, withoutCode } from './finding.js';
import { quotationsIn } from './quotations.js';
import { ALIKE, bareWords, SpokenWords, UNPARTED } from './said.js';

/** Within so many words of a quotation a name says whose it is: `says Ada Lovelace`. Where no blanks part words, within so many characters. */
const NEAR_WORDS = 3;
const NEAR_CHARACTERS = 12;
/** Behind words that end like this, without a comma or a dash, something new begins: `“We lost it.” Bob then asked …` */
const ENDED = /[.!?。！？…]["'’”»」』]?\s*$/;
const JOINED = /^[\s>*_]*[,，、(（—–:-]/;
/** Names are looked for no further away. In characters. */
const NEAR = 200;
/** As interviews are written: `**Ada:** …` */
const TURN = /^[ \t]*(?:[-*+>][ \t]+)*\**([^\n:*]{1,60}?)\**:\**[ \t]+([^\n“"„«»「『‹›‘‚'][^\n]*)$/gm;
/** With fewer words, anybody may have said them. */
const LEAST_WORDS = 5;
/** Whose words are like the quotation by less than this less said the same. */
const AS_LIKE = 0.05;

/** A talk of one voice, or of none that is known, has nothing to mix up. */
export const attribution: FindFaults = (draft, { talk }) => {
  const voices = voicesOf(talk.segments);
  if (voices.size < 2) return [];
  const prose = withoutCode(draft);
  const quoting = quotationsIn(prose).flatMap(({ words, start, end }): Finding[] => {
    const said = sayersOf(words, voices);
    const [right] = said;
    const others = [...voices.keys()].filter((name) => !said.includes(name));
    if (right === undefined || others.length === 0) return [];
    const sentence = sentenceAround(prose, start);
    const around = prose.slice(Math.min(start, sentence.start), start) + prose.slice(end, Math.max(end, sentence.end));
    if (said.some((name) => mentions(around, name))) return [];
    const found = wrongName(prose, { words, start, end }, others);
    return found
      ? [{ start: found.start, end: found.end, instead: right, says: mixedUp(words, right, found.name) }]
      : [];
  });
  return [...quoting, ...turns(prose, voices)];
};

function turns(prose: string, voices: Map<string, SpokenWords>): Finding[] {
  return [...prose.matchAll(TURN)].flatMap(({ 0: line, 1: name = '', 2: words = '', index }): Finding[] => {
    if (!voices.has(name.trim()) || bareWords(words).length < LEAST_WORDS) return [];
    const [right, ...others] = sayersOf(words, voices);
    if (right === undefined || [right, ...others].includes(name.trim())) return [];
    const start = index + line.indexOf(name);
    return [{ start, end: start + name.length, instead: right, says: mixedUp(words, right, name) }];
  });
}

/** Somebody may have said nearly the same, but it is whoever said it like this. */
function sayersOf(words: string, voices: Map<string, SpokenWords>): string[] {
  const likeness = [...voices].map(([name, spoken]) => ({ name, alike: spoken.likeness(words) }));
  const most = Math.max(ALIKE, ...likeness.map(({ alike }) => alike));
  return likeness.filter(({ alike }) => alike > most - AS_LIKE).map(({ name }) => name);
}

/** What each of those who are known by name says in all. */
function voicesOf(segments: readonly NamedSegment[]): Map<string, SpokenWords> {
  const texts = new Map<string, string[]>();
  for (const { speakerName, text } of segments) {
    if (speakerName === undefined) continue;
    const own = texts.get(speakerName);
    if (own) own.push(text);
    else texts.set(speakerName, [text]);
  }
  return new Map([...texts].map(([name, own]) => [name, new SpokenWords(own.join('\n'))]));
}

interface Quotation {
  words: string;
  start: number;
  end: number;
}

function wrongName(
  prose: string,
  { words, start, end }: Quotation,
  names: string[],
): (Pick<Finding, 'start' | 'end'> & { name: string }) | null {
  const before = lastWords(lineBefore(prose, start));
  const behind = prose.slice(end, end + NEAR).split('\n', 1)[0] ?? '';
  const after = ENDED.test(words) && !JOINED.test(behind) ? '' : firstWords(behind);
  for (const [text, from] of [
    [before, start - before.length],
    [after, end],
  ] as const) {
    const name = names.find((one) => mentions(text, one));
    const written = name === undefined ? undefined : partIn(text, name);
    if (name === undefined || written === undefined) continue;
    const at = from + text.indexOf(written);
    return { start: at, end: at + written.length, name };
  }
  return null;
}

/** From the last stop before it on. What ends in a colon leads to a block quotation below. */
function lineBefore(prose: string, start: number): string {
  const near = prose.slice(Math.max(0, start - NEAR), start);
  const colon = /:[*_]*\s*$/.exec(near)?.index ?? near.length;
  const stop = [...near.slice(0, colon).matchAll(/\n|[.!?。！？](?=\s)/g)].at(-1);
  return near.slice(stop ? stop.index + 1 : 0);
}

const UNPARTED_LETTER = new RegExp(`[${UNPARTED}]`, 'u');
const WORD = `[\\p{L}\\p{M}\\p{N}'’-]+`;

function lastWords(text: string): string {
  if (UNPARTED_LETTER.test(text)) return clipStart(text, NEAR_CHARACTERS);
  return new RegExp(`(?:${WORD}[^\\p{L}\\p{M}\\p{N}]*){0,${NEAR_WORDS}}$`, 'u').exec(text)?.[0] ?? '';
}

function firstWords(text: string): string {
  if (UNPARTED_LETTER.test(text)) return clip(text, NEAR_CHARACTERS);
  return new RegExp(`^(?:[^\\p{L}\\p{M}\\p{N}]*${WORD}){0,${NEAR_WORDS}}`, 'u').exec(text)?.[0] ?? '';
}

/** The name as it stands there: whole, or a part of it. */
const partIn = (text: string, name: string): string | undefined =>
  [name, ...name.split(/[^\p{L}\p{M}\p{N}'’-]+/u)].find(
    (part) => part !== '' && mentions(text, part) && text.includes(part),
  );

const mixedUp = (words: string, right: string, wrong: string): string =>
  `${quoted(words)} is said by ${right}, not by ${wrong}. Name who said it.`;
