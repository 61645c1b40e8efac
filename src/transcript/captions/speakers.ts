/** Who speaks, where captions say it in front of what is said: `Ana Muster: Good morning`. Pure. */
import type { Cue } from './cue.js';

/** A name of up to four words that begin with a capital, or in a script that has none, or numbers; and a colon. */
const NAMED =
  /^(?:[-–—]\s*)?((?:[\p{Lu}\p{Lo}][\p{L}\p{M}\p{N}.'’&-]*)(?:\s+(?:[\p{Lu}\p{Lo}(][\p{L}\p{M}\p{N}.'’&)-]*|\d{1,3}|de|del|la|van|von|der|di|da|bin|al|el)){0,3})\s*[:：]\s+(?=\S)/u;
/** What people put a colon behind without anybody being called so. */
const NO_NAMES = new Set(
  [
    'note',
    'tip',
    'warning',
    'example',
    'question',
    'answer',
    'step',
    'remember',
    'important',
    'first',
    'second',
    'third',
  ]
    .concat([
      'so',
      'and',
      'but',
      'now',
      'here',
      'today',
      'next',
      'rule',
      'hinweis',
      'beispiel',
      'frage',
      'antwort',
      'wichtig',
      'nota',
      'ejemplo',
    ])
    .concat(['pregunta', 'respuesta', 'remarque', 'exemple', 'réponse', 'todo', 'fixme', 'error', 'http', 'https']),
);
/** In how many of the cues names have to stand, for them to be names: every tenth, in at least two of one person. */
const LEAST_SHARE = 1 / 10;
const LEAST_OF_ONE = 2;

/**
 * Takes the names out of the texts where the file names its speakers. Where only a change of speaker is marked, what
 * follows is still said by the same one.
 */
export function withSpeakers(cues: Cue[]): Cue[] {
  const names = namesIn(cues);
  if (names.size === 0) return cues;
  const found = cues.flatMap((cue) => named(cue, names));
  const all = found.filter((cue) => cue.speaker !== undefined).length;
  // Programs that name everybody each time leave the name out only where they do not know it.
  const carriesOn = all < found.length * 0.8;
  let speaker: string | undefined;
  return found.map((cue) => {
    speaker = cue.speaker ?? (carriesOn ? speaker : undefined);
    return speaker === undefined ? cue : { ...cue, speaker };
  });
}

/** The names by which at least a few cues are begun. */
function namesIn(cues: Cue[]): Set<string> {
  const counts = new Map<string, number>();
  for (const line of cues.flatMap(({ lines }) => lines)) {
    const name = NAMED.exec(line)?.[1];
    if (name !== undefined && !NO_NAMES.has(name.toLowerCase())) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (all < cues.length * LEAST_SHARE || Math.max(0, ...counts.values()) < LEAST_OF_ONE) return new Set();
  return new Set(counts.keys());
}

/** A cue for each who speaks in it: a line that begins with a name begins one. */
function named(cue: Cue, names: Set<string>): Cue[] {
  const parts: Cue[] = [];
  for (const line of cue.lines) {
    const [whole = '', name] = NAMED.exec(line) ?? [];
    const isName = name !== undefined && names.has(name);
    const said = isName ? line.slice(whole.length) : line;
    const last = parts.at(-1);
    if (isName) parts.push({ ...cue, speaker: parts.length === 0 ? (cue.speaker ?? name) : name, lines: [said] });
    else if (last) last.lines.push(said);
    else parts.push({ ...cue, lines: [said] });
  }
  return parts;
}
