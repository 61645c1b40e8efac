/** Who speaks, where captions say it in front of what is said: `Ana Muster: Good morning`, `[Speaker 2] Good morning`. Pure. */
import type { Cue } from './cue.js';
import { isNoName } from './not-names.js';

/** Words that begin with a capital, or in a script that has none, or numbers: up to six. */
const WORD = String.raw`[\p{Lu}\p{Lo}][\p{L}\p{M}\p{N}.'’&_-]*`;
const LINKS = 'de|del|la|van|von|der|di|da|bin|al|el';
const NAME = String.raw`${WORD}(?:\s+(?:[\p{Lu}\p{Lo}(][\p{L}\p{M}\p{N}.'’&)_-]*|\d{1,3}|${LINKS})){0,5}`;
/** Writings without blanks have none behind the colon either. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・]{2,8}`;
/** As meetings show those who have no name: `iPhone (2)`, an address or a number. Only where all are called by something. */
const HANDLE = String.raw`[\p{L}+(][\p{L}\p{M}\p{N}.'’&_@()+-]*(?: [\p{N}()-]+){0,4}`;

const LIST_MARK = String.raw`(?:[-–—]\s*)?`;
/** Some programs write the time behind the name. */
const CLOCK = String.raw`(?:\s*[([]\d{1,2}(?::\d\d){1,2}[)\]])?`;
/** What is said follows, or stands in the next line. */
const COLON = String.raw`${CLOCK}\s*[:：](?:\s+(?=\S)|\s*$)`;
const TIGHT_COLON = String.raw`\s*[:：]\s*`;
const OPENING = String.raw`[[(（【［]\s*`;
const CLOSING = String.raw`\s*[\])）】］]`;

const NAMED = new RegExp(`^${LIST_MARK}(?:(${NAME})${COLON}|(${UNSPACED})${TIGHT_COLON})`, 'u');
const BRACKETED = new RegExp(`^${LIST_MARK}${OPENING}(${NAME})${CLOSING}${TIGHT_COLON}`, 'u');
const IN_BRACKETS = new RegExp(String.raw`^${LIST_MARK}${OPENING}(${NAME})${CLOSING}\s*(?=\S)`, 'u');
/** A dash says that somebody begins to speak. */
const DASHED = new RegExp(String.raw`^[-–—]\s*${OPENING}(${NAME})${CLOSING}\s*(?=\S)`, 'u');
const CALLED = new RegExp(`^${LIST_MARK}((?:${NAME})|(?:${HANDLE}))${COLON}`, 'u');
/** Alone in its line, with nothing behind it; what is said is in the next. */
const ALONE = new RegExp(`^(${NAME})\\s*$`, 'u');
/** As recognisers call those whom they tell apart. */
const NUMBERED = /^(?:speaker|spk|participant|sprecher|teilnehmer|locuteur|hablante)[\s_-]*\p{N}+$/iu;

/** In how many of the cues names have to stand, for them to be names: every tenth, in at least two of one person. */
const LEAST_SHARE = 1 / 10;
const LEAST_OF_ONE = 2;
/** One name alone may be a thing that is explained; in every other cue it is who speaks. */
const LEAST_ALONE = 1 / 2;
/** Brackets hold other things, too: in every fourth cue they are names. One alone is a name behind dashes, or where nearly every cue has it. */
const LEAST_BRACKETED = 1 / 4;
/** Programs that name everybody each time leave the name out only where they do not know it. */
const NEARLY_ALL = 0.8;
const ALL = 0.95;
const SHORT_FILE = 4;

/** How names are written in a file, and the names. */
interface Naming {
  pattern: RegExp;
  names: ReadonlySet<string>;
}

/**
 * Takes the names out of the texts where the file names its speakers. Where only a change of speaker is marked, what
 * follows is still said by the same one.
 */
export function withSpeakers(cues: Cue[]): Cue[] {
  const naming = namingOf(cues);
  if (!naming) return cues;
  const found = cues.flatMap((cue) => named(cue, naming));
  const all = found.filter((cue) => cue.speaker !== undefined).length;
  const carriesOn = all < found.length * NEARLY_ALL;
  let speaker: string | undefined;
  return found.map((cue) => {
    speaker = cue.speaker ?? (carriesOn && cue.newSpeaker !== true ? speaker : undefined);
    return speaker === undefined ? cue : { ...cue, speaker };
  });
}

/** The first way of naming by which at least a few cues are begun; null where none is. */
function namingOf(cues: Cue[]): Naming | null {
  const spoken = cues.length;
  const called = countsOf(cues, CALLED);
  const isEveryone = spoken >= SHORT_FILE && total(called) >= spoken * ALL && called.size * 2 <= spoken;
  if (isEveryone) return { pattern: CALLED, names: new Set(called.keys()) };
  for (const pattern of [NAMED, BRACKETED]) {
    const counts = countsOf(cues, pattern);
    const least = counts.size === 1 ? LEAST_ALONE : LEAST_SHARE;
    if (recur(counts) && total(counts) >= spoken * least) return { pattern, names: new Set(counts.keys()) };
  }
  const alone = namesAlone(cues);
  if (alone) return { pattern: ALONE, names: alone };
  const bracketed = countsOf(cues, IN_BRACKETS);
  const isTold =
    bracketed.size > 1 ||
    [...bracketed.keys()].every((name) => NUMBERED.test(name)) ||
    recur(countsOf(cues, DASHED)) ||
    total(bracketed) >= Math.max(SHORT_FILE, spoken * NEARLY_ALL);
  if (recur(bracketed) && isTold && total(bracketed) >= spoken * LEAST_BRACKETED) {
    return { pattern: IN_BRACKETS, names: new Set(bracketed.keys()) };
  }
  return null;
}

/** Those that stand above what is said in every other cue at least, again and again; null where that is no habit of the file. */
function namesAlone(cues: Cue[]): ReadonlySet<string> | null {
  const heads = cues.filter(({ lines }) => lines.length > 1).map((cue) => ({ ...cue, lines: cue.lines.slice(0, 1) }));
  const counts = countsOf(heads, ALONE);
  const again = new Map([...counts].filter(([, times]) => times >= LEAST_OF_ONE));
  const isHabit = cues.length >= SHORT_FILE && total(again) >= cues.length * LEAST_ALONE;
  return isHabit ? new Set(again.keys()) : null;
}

/** How often each name begins a line. */
function countsOf(cues: Cue[], pattern: RegExp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of cues.flatMap(({ lines }) => lines)) {
    const name = nameIn(line, pattern)?.name;
    if (name !== undefined && !isNoName(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const total = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

const recur = (counts: Map<string, number>): boolean => Math.max(0, ...counts.values()) >= LEAST_OF_ONE;

function nameIn(line: string, pattern: RegExp): { name: string; whole: string } | null {
  const [whole = '', spaced, unspaced] = pattern.exec(line) ?? [];
  const name = spaced ?? unspaced;
  return name === undefined ? null : { name, whole };
}

/** A cue for each who speaks in it: a line that begins with a name begins one. */
function named(cue: Cue, { pattern, names }: Naming): Cue[] {
  const parts: Cue[] = [];
  for (const line of cue.lines) {
    const found = nameIn(line, pattern);
    const isName = found !== null && names.has(found.name);
    const said = isName ? line.slice(found.whole.length) : line;
    const last = parts.at(-1);
    if (isName)
      parts.push({ ...cue, speaker: parts.length === 0 ? (cue.speaker ?? found.name) : found.name, lines: [said] });
    else if (last) last.lines.push(said);
    else parts.push({ ...cue, lines: [said] });
  }
  return parts.map((part) => ({ ...part, lines: part.lines.filter((line) => line !== '') }));
}
