/** TTML and its kin (DFXP, iTT, SMPTE-TT, EBU-TT). https://www.w3.org/TR/ttml2/ */
import { Parser } from 'htmlparser2';
import type { RawCue } from './cue.js';
import { nextStarts } from './times.js';
import { Agents } from './ttml-agents.js';
import { clockOf, timeOf, usualClock } from './ttml-clock.js';
import { inOneLanguage } from './ttml-languages.js';

/** How long the last paragraph is shown when nobody says so. */
const LAST_MS = 5_000;

/** What stands within a paragraph and is not read out. */
const NOT_SAID = new Set([
  'metadata',
  'desc',
  'title',
  'copyright',
  'agent',
  'actor',
  'name',
  'item',
  'set',
  'animate',
]);
/** How a word is pronounced, above what it is. */
const READING = new Set(['text', 'textContainer', 'delimiter']);

/** What cannot be read has no cues. Times count from where those of the element around begin, or from where the one before ends. */
export function readTtml(text: string): RawCue[] {
  const reader = new TtmlReader();
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => reader.open(localName(tag), withoutPrefixes(attributes)),
      ontext: (said) => reader.say(said),
      onclosetag: () => reader.close(),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return inOneLanguage(closed(reader.cues)).map(({ agent, cue }) => {
    const speaker = reader.agents.nameOf(agent);
    return speaker === undefined ? cue : { ...cue, speaker };
  });
}

/** A paragraph, or a part of it with a time or a speaker of its own. */
interface Paragraph {
  cue: RawCue;
  agent: string | undefined;
  language: string | undefined;
}

/** An element that is open. Times in ms. */
interface Open {
  name: string;
  startMs: number;
  /** NaN: nobody says. */
  endMs: number;
  /** Its children follow each other: the next one counts from here. */
  nextMs: number | null;
  /** When the last of its children ends. */
  latestMs: number;
  isSaid: boolean;
  agent: string | undefined;
  language: string | undefined;
}

const ROOT: Open = {
  name: '',
  startMs: 0,
  endMs: NaN,
  nextMs: null,
  latestMs: 0,
  isSaid: false,
  agent: undefined,
  language: undefined,
};

class TtmlReader {
  readonly cues: Paragraph[] = [];
  readonly agents = new Agents();
  private clock = usualClock();
  private readonly around: Open[] = [];
  private paragraph: Paragraph | null = null;
  /** The paragraph has a time of its own, so that those of its spans say only which word is lit. */
  private paragraphTimed = false;

  open(name: string, named: Map<string, string>): void {
    if (name === 'tt') this.clock = clockOf(named);
    this.agents.open(name, named);
    const parent = this.around.at(-1) ?? ROOT;
    const element = this.opened(name, named, parent);
    this.around.push(element);
    if (name === 'p') this.paragraphTimed = ['begin', 'dur', 'end'].some((time) => named.has(time));
    if (name === 'p') this.begin(element);
    if (name === 'span' && this.paragraph) {
      if (!this.paragraphTimed && (named.has('begin') || named.has('dur'))) this.begin(element);
      else if (element.agent !== parent.agent) this.goOn(element.agent);
    }
    if (name === 'br') this.paragraph?.cue.lines.push('');
  }

  say(said: string): void {
    this.agents.say(said);
    const lines = this.paragraph?.cue.lines;
    if (!lines || this.around.at(-1)?.isSaid !== true) return;
    lines[lines.length - 1] = `${lines.at(-1) ?? ''}${said}`;
  }

  close(): void {
    const element = this.around.pop();
    if (!element) return;
    this.agents.close(element.name);
    const parent = this.around.at(-1);
    const endMs = Number.isNaN(element.endMs) ? Math.max(element.startMs, element.latestMs) : element.endMs;
    if (parent) parent.latestMs = Math.max(parent.latestMs, endMs);
    if (parent && parent.nextMs !== null && isTimed(element.name)) parent.nextMs = endMs;
    if (element.name === 'p') this.end();
    else if (element.name === 'span' && this.paragraph && parent && parent.agent !== element.agent) {
      this.goOn(parent.agent);
    }
  }

  private opened(name: string, named: Map<string, string>, parent: Open): Open {
    const from = this.zero(named, parent);
    const startMs = from + (timeOf(named.get('begin'), this.clock) ?? 0);
    const ends = [timeOf(named.get('end'), this.clock), timeOf(named.get('dur'), this.clock)];
    const given = [ends[0] === null ? null : from + (ends[0] ?? 0), ends[1] === null ? null : startMs + (ends[1] ?? 0)];
    // What begins behind the end of what is around it is shown all the same: words matter more than a wrong sum.
    if (parent.nextMs === null && startMs < parent.endMs) given.push(parent.endMs);
    const known = given.filter((end): end is number => end !== null);
    const isHidden = NOT_SAID.has(name) || READING.has(named.get('ruby') ?? '') || named.get('display') === 'none';
    return {
      name,
      startMs,
      endMs: known.length === 0 ? NaN : Math.min(...known),
      nextMs: named.get('timeContainer') === 'seq' ? startMs : null,
      latestMs: startMs,
      isSaid: !isHidden && (name === 'p' || parent.isSaid),
      agent: named.get('agent')?.trim().split(/\s+/)[0] ?? parent.agent,
      language: named.get('lang') ?? parent.language,
    };
  }

  /** Where an element's times count from. Some programs count all from the start: those that fit around them only then. */
  private zero(named: Map<string, string>, parent: Open): number {
    const from = parent.nextMs ?? parent.startMs;
    const begin = timeOf(named.get('begin'), this.clock) ?? 0;
    const isFromStart = from > 0 && from + begin >= parent.endMs && begin >= parent.startMs && begin < parent.endMs;
    return isFromStart ? 0 : from;
  }

  private begin({ startMs, endMs, agent, language }: Open): void {
    if (this.paragraph) this.cues.push(this.paragraph);
    this.paragraph = { cue: { startMs, endMs, lines: [''] }, agent, language };
  }

  /** At the same time, by somebody else. */
  private goOn(agent: string | undefined): void {
    const before = this.paragraph;
    if (!before) return;
    this.cues.push(before);
    this.paragraph = { ...before, agent, cue: { ...before.cue, lines: [''] } };
  }

  private end(): void {
    if (this.paragraph) this.cues.push(this.paragraph);
    this.paragraph = null;
  }
}

const isTimed = (name: string): boolean => ['body', 'div', 'p', 'span'].includes(name);

/** White space in XML is layout. A paragraph that says no end lasts until the next one begins. */
function closed(paragraphs: Paragraph[]): Paragraph[] {
  const ends = nextStarts(paragraphs.map(({ cue }) => cue));
  return paragraphs.map((paragraph, i) => {
    const { cue } = paragraph;
    const endMs = Number.isNaN(cue.endMs) ? (ends[i] ?? cue.startMs + LAST_MS) : cue.endMs;
    const lines = cue.lines.map((line) => line.replace(/\s+/g, ' ').trim());
    return { ...paragraph, cue: { ...cue, endMs, lines } };
  });
}

const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);

const withoutPrefixes = (attributes: Record<string, string>): Map<string, string> =>
  new Map(Object.entries(attributes).map(([name, value]) => [localName(name), value]));
