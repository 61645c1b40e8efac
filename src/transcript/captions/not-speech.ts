/** What stands in captions for those who do not hear, and is no speech: sounds, music, marks of a new speaker. Pure. */
import type { Cue } from './cue.js';

const NOTES = /[♪♫♬♩🎵🎶]/u;
/** From one note to the next, or to the end of the line: what is sung. */
const SUNG = /[♪♫♬♩🎵🎶][^♪♫♬♩🎵🎶]*(?:[♪♫♬♩🎵🎶]|$)/gu;
/** `>>` before whoever speaks now, as live captions in America have it; an arrow in what is said has words before it. */
const NEW_SPEAKER = /^\s*(?:>{2,}|»)\s*/;
/** `[Music]`, `(applause)`, `【音楽】` alone in their line: words without digits or anything that code is made of. */
const SOUND_LINE = /^\s*(?:[-–—]\s*)?[[(（【［][\p{L}\p{M}\s'’,.!…-]{1,60}[\])）】］][\s.…]*$/u;
const SOUNDS = [
  'music|musik|música|musique|musica|applause|applaus|aplausos|applaudissements|laughter|laughs?|laughing|gelächter',
  'lachen|lacht|lachend|risas|rires|cheering|cheers|coughs?|coughing|sighs?|sighing|silence|inaudible|indistinct|unverständlich',
  'crosstalk|chatter|gasps?|gasping|grunts?|groans?|moans?|scoffs?|sniffs?|sniffles|sobs?|sobbing|screams?|screaming',
  'shouts?|shouting|yells?|whispers?|whispering|mumbles?|mutters?|muttering|chuckles?|chuckling|giggles?|clears throat',
  'singing|beep|bleep|clapping|noise|music playing|音楽|拍手|笑い?|音乐|掌声|笑声|음악|박수|웃음|موسيقى|تصفيق|музыка|аплодисменты|смех',
].join('|');
/** In the middle of a line only sounds that are known by name go: `[laughter]`; `list[index]` is said. */
const SOUND_WITHIN = new RegExp(
  String.raw`(?<![\p{L}\p{N}_\])])[[(（【［]\s*(?:[\p{L}\p{M}]+\s+){0,2}(?:${SOUNDS})\s*[\])）】］]`,
  'giu',
);

/** `# sung #` and `*applause*`, as captions have it that know no notes. */
const HASH_OR_STARS = /^\s*(?:#[^#]+#|\*[\p{L}\p{M}\s]+\*)\s*$/u;
/** Before the first line, and then before each that somebody else says. */
const DASH = /^\s*[-–—]\s+(?=[\p{L}"“„'‘¿¡])/u;

/** The cue without what is no speech; empty lines are left out. */
export function speechOf(cue: Cue): Cue {
  const isDialogue = DASH.test(cue.lines[0] ?? '');
  const lines = cue.lines.map((line) => speechIn(isDialogue ? line.replace(DASH, '') : line));
  const spoken: Cue = { ...cue, lines: lines.filter((line) => line !== '') };
  return NEW_SPEAKER.test(cue.lines[0] ?? '') ? { ...spoken, newSpeaker: true } : spoken;
}

function speechIn(line: string): string {
  if (SOUND_LINE.test(line) || HASH_OR_STARS.test(line)) return '';
  const spoken = NOTES.test(line) ? line.replace(SUNG, ' ') : line;
  return spoken.replace(NEW_SPEAKER, '').replace(SOUND_WITHIN, ' ').replace(/\s+/g, ' ').trim();
}
