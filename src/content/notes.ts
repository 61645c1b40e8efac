/** Notes on a talk that is too long to be read for each draft: what is asked for, and what is kept of the answer. Pure. */
import type { Prompt } from '../outside/language-model/writer.js';
import { timestamp } from '../transcript/chapters.js';
import type { NamedSegment } from '../transcript/speakers.js';
import { SpokenWords } from './checks/said.js';
import { marked } from './marks.js';
import { askedWith, block, listOf, speakersRule } from './prompt.js';
import type { Material } from './prompt.js';
import { linesOf } from './windows.js';

/** A stretch of the talk that notes are taken on. */
export interface Window {
  startMs: number;
  endMs: number;
  segments: NamedSegment[];
  /** What was said in it, in lines with their times. */
  text: string;
}

/** Halves of halves end here: nothing shorter is worth a note of its own. */
const SHORTEST_MS = 15_000;

const TAKING = [
  'You take notes on a piece of a long recorded talk. Others write blog posts, newsletters and posts from your notes and never see the talk.',
  'Keep all that they may need: topics in their order, arguments, examples, numbers, names. Say only what the material says. Write in its language.',
  [
    'Each note is a line of its own: its time as it stands in the material, in brackets, a word in capitals, and the note.',
    '[m:ss] TOPIC what is spoken about from here on. [m:ss] FACT what is said. [m:ss] QUOTE “words worth quoting, word for word”.',
    '[m:ss] CODE `code, commands or names of functions` as they are said or read out. [m:ss] PICTURE what is shown here that readers should see.',
    '[m:ss] NAME a person, product or project, as it is written, and what it is.',
  ].join(' '),
];
const CONDENSING = [
  'You make notes on a long recorded talk shorter. Others write from them and never see the talk.',
  'Keep the lines’ form, times and order, and every TOPIC. Keep QUOTE lines word for word or leave them out. Say only what the notes say, in their language.',
];

/**
 * The talk in stretches of at most `maxTokens`, by halving its time as often as it takes: so a corrected line changes the stretch that
 * it stands in, and no other.
 */
export function noteWindows(
  segments: NamedSegment[],
  durationMs: number,
  maxTokens: number,
  tokensOf: (text: string) => number,
): Window[] {
  const halved = (startMs: number, endMs: number, inside: NamedSegment[]): Window[] => {
    const text = linesOf(inside).join('\n');
    if (text === '') return [];
    if (inside.length === 1 || endMs - startMs <= SHORTEST_MS || tokensOf(text) <= maxTokens) {
      return [{ startMs, endMs, segments: inside, text }];
    }
    const middle = Math.round((startMs + endMs) / 2);
    return [
      ...halved(
        startMs,
        middle,
        inside.filter((segment) => segment.startMs < middle),
      ),
      ...halved(
        middle,
        endMs,
        inside.filter((segment) => segment.startMs >= middle),
      ),
    ];
  };
  const end = Math.max(durationMs, (segments.at(-1)?.startMs ?? 0) + 1);
  return halved(0, end, segments);
}

/** The prompt for notes on one stretch. Nothing of it depends on who will use them, or on the rest of the talk. */
export function notesPrompt({ startMs, endMs, segments, text: said }: Window, chars: number): Prompt {
  const { text, marks } = marked(said);
  const rules = [
    ...TAKING,
    ...speakersRule({ segments }),
    `Use at most ${chars} characters. Answer with the notes alone.`,
  ];
  const task = `Take notes now. This piece goes from ${timestamp(startMs)} to ${timestamp(endMs)}.`;
  return askedWith([block('transcript', text)], [listOf(rules), task], marks);
}

/** The prompt for shorter notes on notes, or on a line that is too long for any stretch. */
export function condensePrompt(piece: Material, chars: number): Prompt {
  const { text, marks } = marked(piece.text);
  const rules = [
    ...(piece.kind === 'notes' ? CONDENSING : TAKING),
    `Use at most ${chars} characters. Answer with the notes alone.`,
  ];
  return askedWith([block(piece.kind, text)], [listOf(rules), 'Take notes now.'], marks);
}

const NOTE = /^[\s*•-]*\[?((?:\d{1,2}:)?\d{1,3}:\d{2})\]?[\s:–—-]*(.*)$/;
const QUOTE = /^QUOTE\b[^\p{L}\p{N}]*(.*)$/su;

export interface CheckedNotes {
  lines: string[];
  /** Quotations that nobody said. */
  invented: number;
}

/** The notes on a stretch as others may use them: times within it, and no quotation that was not said there. */
export function checkedNotes(answer: string, { startMs, endMs, text }: Window): CheckedNotes {
  const spoken = new SpokenWords(text.replace(/^\[[\d:]+\]/gm, ''));
  const lines: string[] = [];
  let invented = 0;
  let lastMs = startMs;
  for (const line of answer.split('\n')) {
    if (line.trim() === '' || /^\s*(?:```|MARK\b)/.test(line)) continue;
    const [, time, rest] = NOTE.exec(line) ?? [];
    const said = (rest ?? line).trim();
    const quote = QUOTE.exec(said)?.[1]?.replace(/[“”"„«»]\s*(?:[—–-].*)?$/, '');
    if (quote !== undefined && !spoken.has(quote)) {
      invented++;
      continue;
    }
    const ms = time === undefined ? lastMs : msOf(time);
    lastMs = ms >= startMs && ms < endMs ? ms : lastMs;
    lines.push(`[${timestamp(lastMs)}] ${said}`);
  }
  return { lines, invented };
}

const msOf = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000;
