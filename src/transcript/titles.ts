/** A chapter's title, in the talk's own words. */
import { withoutDirectionMarks } from '../contract/text.js';
import { clip } from '../contract/clip.js';
import { patternsOf } from './announcements.js';
import type { Language } from './languages/language.js';
import { languages } from './languages/languages.js';
import type { Together } from './phrases.js';
import { leadingName } from './phrases.js';
import { piecesOf } from './pieces.js';
import { termsOf } from './terms.js';

/** In characters. */
export const TITLE_LENGTH = 60;

const NTH = '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|last|final|other|main)';
const PART = '(?:topic|subject|part|section|chapter|point|theme|question|item|thing|lesson|issue|half|step)s?';
const TALK = '(?:talk|presentation|lecture|session|video|webinar|episode|course|workshop|tutorial|class|keynote|demo)';

/** Openings that announce a topic; what follows them is its name. Each is tried on what the one before has left. */
const ANNOUNCEMENTS = [
  `^.*?\\b(?:this|today['’]s|my|our|the|a|short|brief|little)\\s+${TALK}\\s*(?:,|is|will be|today)*\\s*(?:all\\s+)?(?:about|on)\\s+`,
  `^.*?\\b(?:the|our|my|a)\\s+${NTH}\\s+(?:${PART}|one)(?:\\s+(?:for|of|on|in)\\s+(?:today|tonight|(?:this|the|my|our)\\s+\\w+))?\\s*(?:(?:,\\s*)?(?:which|that|and that)\\s+(?:is|will be)|is about|is|will be|,|:|–|—)\\s*(?:about\\s+)?`,
  `^(?:.{0,40}?\\b)?(?:let us|let['’]s|let me|we|we['’]ll|we will|we['’]re going to|we are going to|i|i['’]ll|i will|i['’]d like to|i want to|i would like to|i['’]m going to)\\s+(?:now\\s+|first\\s+|next\\s+|also\\s+|then\\s+)*(?:move on(?:\\s+now)? to|move to|go on to|go to|turn(?:\\s+now)? to|come(?:\\s+now)? to|get to|talk about|speak about|look(?:\\s+\\w+)? at|(?:start|begin)(?:\\s+(?:\\w+|(?:right|straight)\\s+(?:away|off|now)))? with|spend (?:\\w+\\s+){1,5}?(?:minutes?|moments?|time) on|discuss|continue with|switch to|jump (?:in)?to|dive into|focus on|take a (?:\\w+\\s+)?look at)\\s+`,
  '^(?:so\\s+|and\\s+|now\\s+|okay,?\\s+)*(?:moving on to|turning to|coming to|next up is|next up,|next is|next comes|now for|now to|on to|what about|how about|speaking of|welcome to)\\s+',
  '^.{0,40}?\\b(?:kommen wir (?:nun |jetzt )?zu[mr]?|sprechen wir (?:nun |jetzt )?über|(?:es )?geht es (?:nun |jetzt )?um|es geht (?:nun |jetzt )?um|das (?:nächste|zweite|dritte|letzte) thema ist)\\s+',
  '^.{0,40}?\\b(?:passons (?:maintenant )?(?:à|au|aux)|parlons (?:maintenant )?(?:de|du|des)|nous allons parler (?:de|du|des))\\s+',
  '^.{0,40}?\\b(?:pasemos (?:ahora )?(?:a|al)|hablemos (?:ahora )?(?:de|del)|vamos a hablar (?:de|del))\\s+',
].map((source) => new RegExp(source, 'iu'));

/** Words before the sentence proper. */
const FILLERS =
  /^(?:(?:good (?:morning|afternoon|evening|day)|hello|hi|hey|welcome|thank you|thanks|okay|ok|all right|alright|right|so|well|now|and|but|then|also|finally|lastly|next|first of all|first|firstly|second|secondly|third|thirdly|um|uh|yeah|yes|you know|i mean|basically|actually|anyway|in conclusion|to conclude|to sum up|in summary)\b(?:\s+(?:everyone|everybody|all|there|folks|ladies and gentlemen|again|back))?[\s,.:;!–—-]+)+/iu;

/** What is left of the announcement. */
const REST = /^(?:(?:namely|that is|which is|is|about|on|to)\s*,?\s+)+/iu;

/** Greetings and thanks are no topics. */
const COURTESY =
  /^(?:good (?:morning|afternoon|evening)|hello|hi|hey|welcome|thank|thanks|okay|ok|all right|alright|can you hear|danke|guten|merci|bonjour|gracias|buenos)\b/iu;

/** A clause that begins like this depends on another one. */
const DEPENDENT =
  /^(?:where|which|that|because|when|while|if|as|since|although|though|who|whose|whom|until|unless)\b/iu;

/** Where a sentence that is too long may end. */
const JOINT = /\s+(?:where|which|that|because|when|while|if|as|since|although|who|whose|until|unless|and|but|so)\s/giu;
const LEAST_TITLE = 20;

/** The name of the topic that a sentence announces ("Now we come to the third topic, bees."), or null. */
export function announced(sentence: string): string | null {
  let rest = sentence.trim();
  let found = false;
  for (const pattern of ANNOUNCEMENTS) {
    const match = pattern.exec(rest);
    if (!match || rest.length - match[0].length < 3) continue;
    rest = rest.slice(match[0].length);
    found = true;
  }
  return found && termsOf(rest).length > 0 ? rest.replace(REST, '') : null;
}

/**
 * A title of at most 60 characters for a chapter that begins with these sentences: the topic that one of the first three
 * announces, or else the clause of the first ones whose words weigh most. `weigh`: how telling a term is.
 */
export function titleFor(sentences: string[], weigh: (term: string) => number): string {
  for (const sentence of sentences.slice(0, 3)) {
    const topic = announced(sentence);
    if (topic !== null && !patternsOf(languages.en).points.test(topic)) return polish(firstClauses(topic));
  }
  const proper = sentences.slice(0, 4).filter((sentence) => !COURTESY.test(sentence));
  const candidates = (proper.length > 0 ? proper : sentences.slice(0, 1)).flatMap((sentence) =>
    clausesOf(sentence).map((clause, i) => ({ clause, value: valueOf(clause, weigh) * (i === 0 ? 1 : LATER) })),
  );
  const best = candidates.toSorted((a, b) => b.value - a.value)[0]?.clause ?? sentences[0] ?? '';
  return polish(best);
}

/** A question word makes a clause a name: `how bicycles work`. */
const ASKING = /^(?:how|why)\s+(?!do|does|did|is|are|can|should|would|will)\p{L}/iu;

/**
 * The name that the opening of a chapter gives it, or null. `opening`: its first sentences, or lines where there are no
 * stops; `together`: null where there are stops; `fits`: whether a name is one for this chapter.
 */
export function announcedName(
  opening: string[],
  language: Language,
  together: Together | null,
  fits: (name: string) => boolean,
): string | null {
  for (const sentence of opening) {
    const topic = language === languages.en && !together ? announced(sentence) : null;
    const name =
      topic !== null && ASKING.test(topic) ? firstClauses(topic) : named(sentence, topic, language, together);
    if (name !== null && fits(name)) return polish(name);
  }
  return null;
}

function named(sentence: string, topic: string | null, language: Language, together: Together | null): string | null {
  const { inside, points, behind } = patternsOf(language);
  if (topic !== null && !points.test(topic)) return leadingName(topic, language, together);
  for (const match of sentence.matchAll(inside)) {
    const rest = sentence.slice(match.index + match[0].length);
    if (points.test(rest) || (behind && !behind.test(rest))) continue;
    const name = leadingName(rest.replace(/^[\s,:，：、]+/u, ''), language, together);
    if (name !== null) return name;
  }
  return null;
}

/** Factors for a clause that does not begin its sentence, that depends on another, or that must be cut. */
const LATER = 0.6;
const HANGING = 0.5;
const TOO_LONG = 0.7;

/** Between the mean and the sum of its terms' weights: a clause of one word says little. */
function valueOf(clause: string, weigh: (term: string) => number): number {
  const terms = new Set(termsOf(clause));
  const sum = [...terms].reduce((total, term) => total + weigh(term), 0);
  const hanging = DEPENDENT.test(clause) ? HANGING : 1;
  return (sum / Math.sqrt(terms.size + 1)) * hanging * (clause.length > TITLE_LENGTH ? TOO_LONG : 1);
}

/** Says hello, thanks, or what comes next, and nothing else. */
export const isLeadIn = (sentence: string): boolean => COURTESY.test(sentence) || announced(sentence) !== null;

const clausesOf = (sentence: string): string[] =>
  sentence
    .replace(FILLERS, '')
    .split(/[,;:、，；：،؛፣၊]\s*|\s[–—-]\s/)
    .map((clause) => clause.replace(FILLERS, '').trim())
    .filter((clause) => clause.length > 2);

/** As many clauses as fit; one at least. */
function firstClauses(text: string): string {
  const clauses = text.split(/(?=[,;:])/);
  let kept = clauses[0] ?? '';
  for (const clause of clauses.slice(1)) {
    if (kept.length + clause.length > TITLE_LENGTH) break;
    kept += clause;
  }
  return kept;
}

/** Stops of any script: `.`, `。`, the danda, Arabic's full stop. A question keeps its mark. */
const STOP = String.raw`(?![?？؟՞;፧⁇⁈⸮])[\s\p{Pd}\p{Sentence_Terminal}\p{Terminal_Punctuation}…·、]`;
const STOPS_BEFORE = new RegExp(`^(?:${STOP})+`, 'u');
const STOPS_BEHIND = new RegExp(`(?:${STOP})+$`, 'u');

/** One line, without the sentence's stop, capitalised, cut at the end of a word. */
export function polish(text: string): string {
  const line = balanced(withoutDirectionMarks(text.replace(/\s+/g, ' '))).replace(STOPS_BEFORE, '');
  const bare = cut(line.replace(STOPS_BEHIND, ''));
  const first = [...bare][0] ?? '';
  return first.toLocaleUpperCase() + bare.slice(first.length);
}

/** Without quotation marks and brackets that have lost their other half. */
function balanced(text: string): string {
  const count = (mark: string): number => text.split(mark).length - 1;
  let kept = count('"') % 2 === 0 ? text : text.replaceAll('"', '');
  for (const [open, close] of ['“”', '„“', '«»', '()', '[]'].map((pair) => [...pair])) {
    if (open === undefined || close === undefined || count(open) === count(close)) continue;
    kept = kept.replaceAll(open, '').replaceAll(close, '');
  }
  return kept;
}

/** Writing without spaces, such as Chinese or Thai, has words nevertheless. A single one that is too long is cut between characters. */
function wholeWords(line: string, most: number): string {
  let kept = '';
  for (const { text } of piecesOf('word', line)) {
    if (kept.length + text.length > most) break;
    kept += text;
  }
  return kept === '' ? clip(line, most) : kept;
}

/** Trailing words that ask for another. */
const OPEN_END =
  /(?:[\s,;:]+(?:a|an|the|and|or|but|of|in|on|at|to|for|with|by|from|that|which|is|are|was|were|has|have|your|our|his|her|its|their|you|we))+$/iu;

/** Never in the middle of a word: before a dependent clause, or else after the last word that fits. */
function cut(line: string): string {
  if (line.length <= TITLE_LENGTH) return line;
  const start = clip(line, TITLE_LENGTH + 1);
  const joint = [...start.matchAll(JOINT)].map(({ index }) => index).findLast((index) => index >= LEAST_TITLE);
  const space = joint ?? start.lastIndexOf(' ');
  const whole = space > 0 ? start.slice(0, space) : wholeWords(line, TITLE_LENGTH);
  return whole.replace(OPEN_END, '').replace(/[\s,;:]+$/u, '');
}
