/** Quotations under the name of somebody else of the talk than who said them. */
import type { NamedSegment } from '../../transcript/speakers.js';
import { wordsOnSlides } from '../picture-notes.js';
import type { FindFaults, Finding, Material } from './finding.js';
import { quoted, sentenceAround, withoutCode } from './finding.js';
import type { Quotation } from './quotations.js';
import { quotationsIn } from './quotations.js';
import { ALIKE, bareWords, SpokenWords, UNPARTED } from './said.js';

/** Whose words are like the quotation by less than this less said the same. */
const AS_LIKE = 0.05;
/** Names are looked for no further away. In characters. */
const NEAR = 200;
/** As interviews are written: `**Ada:** …`. With fewer words, anybody may have said them. */
const TURN = /^[ \t]*(?:[-*+>][ \t]+)*\**([^\n:*]{1,60}?)\**:\**[ \t]+([^\n“"„«»「『‹›‘‚'][^\n]*)$/gm;
const LEAST_WORDS = 5;

/** Only by these words a name beside a quotation surely says whose it is: `he tells Ada`, `and Ada agrees` say that of nobody. */
const VERB =
  '(?:says|said|asks|asked|adds|added|explains|explained|replies|replied|answers|answered|notes|noted|warns|warned|recalls|recalled|puts it|put it|sagt|sagte|fragt|fragte|meint|meinte|erklärt|erklärte|antwortet|antwortete|ergänzt|dit|demande|explique|répond|ajoute|dice|dijo|pregunta|explica|responde|añade|diz|disse|pergunta|chiede|spiega|zegt|vraagt)';
const AS = '(?:[Aa]s|[Ww]ie|[Cc]omme|[Cc]omo|[Cc]ome|[Zz]oals)';
const MARKS = '[*_>\\s-]*';

/** A talk of one voice, or of none that is known, has nothing to mix up. What is surely under the wrong name is set right. */
export const attribution: FindFaults = (draft, material) => {
  const names = namesIn(material.talk.segments);
  if (names.length < 2) return [];
  const prose = withoutCode(draft);
  const forms = names.map((name) => ({ name, ...formsOf(aliasesOf(name, names)) }));
  const found = [...besideQuotations(prose, forms), ...turns(prose, forms)];
  if (found.length === 0) return [];
  const heard = new Heard(material);
  return found.flatMap(({ name, words, around, start, end, alias }): Finding[] => {
    const said = heard.sayersOf(words);
    const [right] = said;
    if (
      right === undefined ||
      said.includes(name) ||
      forms.some((form) => said.includes(form.name) && form.named.test(around))
    )
      return [];
    const instead = prose.slice(start, end).replace(alias, () => right);
    return [{ start, end, instead, says: `${quoted(words)} is said by ${right}, not by ${name}. Name who said it.` }];
  });
};

const UNPARTED_LETTER = new RegExp(`[${UNPARTED}]`, 'u');

const namesIn = (segments: readonly NamedSegment[]): string[] => [
  ...new Set(segments.flatMap(({ speakerName }) => speakerName ?? [])),
];

/** The whole name, and its parts that name nobody else: “Lovelace” is “Ada Lovelace”, and “Speaker” nobody. */
function aliasesOf(name: string, names: readonly string[]): string[] {
  const partsOf = (whole: string): string[] => whole.split(/[^\p{L}\p{M}\p{N}'’-]+/u);
  const others = new Set(names.filter((one) => one !== name).flatMap(partsOf));
  const own = partsOf(name).filter((part) => /^\p{Lu}[^\s]{2,}$/u.test(part) && !others.has(part));
  return [name, ...own].toSorted((a, b) => b.length - a.length);
}

interface Forms {
  named: RegExp;
  /** On the text before a quotation, from its last stop on. */
  before: RegExp;
  /** On what stands behind it. */
  behind: RegExp;
  aliases: string[];
}

function formsOf(aliases: string[]): Forms {
  const any = aliases.map((alias) => alias.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  const one = `(?<alias>${any})(?![\\p{L}\\p{M}\\p{N}])(?!\\s+\\p{Lu})`;
  return {
    aliases,
    named: new RegExp(UNPARTED_LETTER.test(any) ? any : `(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{M}\\p{N}])`, 'u'),
    before: new RegExp(
      `^${MARKS}(?:${one.replace('alias', 'turn')}\\**\\s?:\\**\\s*|(?:${AS} )?${one.replace('alias', 'told')} ${VERB}[,:]?\\s*|(?<alias>${any})(?:さん|氏)?は)$`,
      'u',
    ),
    behind: new RegExp(
      `^[.,]?\\s*(?:,\\s*)?(?:${VERB} ${one}|${one.replace('alias', 'told')} ${VERB}(?![\\p{L}])|\\(${one.replace('alias', 'turn')}\\)|${MARKS}[—–]\\s*\\**${one.replace('alias', 'signed')}\\**(?=[\\s.,;)]|$))`,
      'u',
    ),
  };
}

interface Named extends Pick<Finding, 'start' | 'end'> {
  name: string;
  alias: string;
  words: string;
  /** Who is named there, too, may be who said it. */
  around: string;
}

type NamedForms = Forms & { name: string };

const besideQuotations = (prose: string, forms: readonly NamedForms[]): Named[] =>
  quotationsIn(prose).flatMap((quotation) => {
    const before = lineBefore(prose, quotation.start);
    const behind = lineBehind(prose, quotation);
    for (const { name, ...form } of forms) {
      const matches = [
        [form.before.exec(before), quotation.start - before.length],
        [form.behind.exec(behind), quotation.end],
      ] as const;
      for (const [match, from] of matches) {
        const alias = Object.values(match?.groups ?? {}).find((group) => (group as string | undefined) !== undefined);
        if (!match || alias === undefined) continue;
        const start = from + match.index;
        const around = `${before} ${behind} ${aroundIn(prose, quotation)}`;
        return [{ name, alias, words: quotation.words, around, start, end: start + match[0].length }];
      }
    }
    return [];
  });

/** The sentence in which it stands, without what is quoted. */
function aroundIn(prose: string, { start, end }: Quotation): string {
  const sentence = sentenceAround(prose, start);
  return prose.slice(Math.min(start, sentence.start), start) + prose.slice(end, Math.max(end, sentence.end));
}

function turns(prose: string, forms: readonly NamedForms[]): Named[] {
  return [...prose.matchAll(TURN)].flatMap(({ 0: line, 1: alias = '', 2: words = '', index }) => {
    const name = forms.find(({ aliases }) => aliases.includes(alias.trim()))?.name;
    if (name === undefined || bareWords(words).length < LEAST_WORDS) return [];
    const start = index + line.indexOf(alias);
    return [{ name, alias, words, around: '', start, end: start + alias.length + 1 }];
  });
}

/** From the last stop before it on. What ends in a colon leads to a block quotation below. */
function lineBefore(prose: string, start: number): string {
  const near = prose.slice(Math.max(0, start - NEAR), start);
  const colon = /:[*_]*\s*$/.exec(near)?.index ?? near.length;
  const stop = [...near.slice(0, colon).matchAll(/\n|[.!?。！？](?=\s)/g)].at(-1);
  return near.slice(stop ? stop.index + 1 : 0);
}

/** Behind words that end a sentence, something new begins unless a comma or a dash leads on: `“We lost it.” Bob then asked …` */
function lineBehind(prose: string, { words, end }: Quotation): string {
  const line = prose.slice(end, end + NEAR).split('\n', 1)[0] ?? '';
  return /[.!。！…]["'’”»」』]?\s*$/.test(words) && !/^[\s>*_]*[,，、(（—–]/.test(line) ? '' : line;
}

/** What each of those who are known by name says in all, and what else there is. */
class Heard {
  private readonly voices: Map<string, SpokenWords>;
  private readonly others: SpokenWords;

  constructor({ talk, passages }: Material) {
    const texts = new Map<string, string[]>();
    const nameless: string[] = [];
    for (const { speakerName, text } of talk.segments) {
      const own = speakerName === undefined ? nameless : texts.get(speakerName);
      if (own) own.push(text);
      else if (speakerName !== undefined) texts.set(speakerName, [text]);
    }
    this.voices = new Map([...texts].map(([name, own]) => [name, new SpokenWords(own.join('\n'))]));
    this.others = new SpokenWords([...nameless, ...wordsOnSlides(talk.screenshots ?? []), ...passages].join('\n'));
  }

  /** Somebody may have said nearly the same, but it is whoever said it like this. Empty where it may be quoted from elsewhere. */
  sayersOf(words: string): string[] {
    const likeness = [...this.voices].map(([name, spoken]) => ({ name, alike: spoken.likeness(words) }));
    const most = Math.max(...likeness.map(({ alike }) => alike));
    if (most < ALIKE || this.others.likeness(words) >= most) return [];
    return likeness.filter(({ alike }) => alike >= ALIKE && alike > most - AS_LIKE).map(({ name }) => name);
  }
}
