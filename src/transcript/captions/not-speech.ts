/** What stands in captions for those who do not hear, and is no speech: sounds, music, marks of a new speaker. Pure. */
import type { Cue } from './cue.js';

const NOTES = /[♪♫♬♩🎵🎶]/u;
/** From one note to the next, or to the end of the line: what is sung. */
const SUNG = /[♪♫♬♩🎵🎶][^♪♫♬♩🎵🎶]*(?:[♪♫♬♩🎵🎶]|$)/gu;
/** `>>` before whoever speaks now, as live captions in America have it; an arrow in what is said has words before it. */
const NEW_SPEAKER = /^\s*(?:>{2,}|»)\s*/;
/** `[Music]`, `(applause)`, `【音楽】` alone in their line: words without digits or anything that code is made of. */
const SOUND_LINE = /^\s*(?:[-–—]\s*)?[[(（【［][\p{L}\p{M}\s'’,.!…-]{1,60}[\])）】］][\s.…]*$/u;
/** In the middle of a line only sounds that are known by name go: `[laughter]`; `list[index]` is said. */
const SOUND_WITHIN =
  /(?<![\p{L}\p{N}_\])])[[(（【［]\s*(?:[\p{L}\p{M}]+\s+){0,2}(?:music|musik|música|musique|musica|applause|applaus|aplausos|applaudissements|laughter|laughs|laughing|gelächter|lachen|risas|rires|cheering|cheers|coughs?|coughing|sighs?|silence|inaudible|unverständlich|crosstalk|音楽|拍手|笑い?|音乐|掌声|笑声|음악|박수|웃음|موسيقى|تصفيق|музыка|аплодисменты|смех)\s*[\])）】］]/giu;

/** `# sung #` and `*applause*`, as captions have it that know no notes. */
const HASH_OR_STARS = /^\s*(?:#[^#]+#|\*[\p{L}\p{M}\s]+\*)\s*$/u;
/** Before the first line, and then before each that somebody else says. */
const DASH = /^\s*[-–—]\s+(?=[\p{L}"“„'‘¿¡])/u;

/** The cue without what is no speech; empty lines are left out. */
export function speechOf(cue: Cue): Cue {
  const isDialogue = DASH.test(cue.lines[0] ?? '');
  const lines = cue.lines.map((line) => speechIn(isDialogue ? line.replace(DASH, '') : line));
  return { ...cue, lines: lines.filter((line) => line !== '') };
}

function speechIn(line: string): string {
  if (SOUND_LINE.test(line) || HASH_OR_STARS.test(line)) return '';
  const spoken = NOTES.test(line) ? line.replace(SUNG, ' ') : line;
  return spoken.replace(NEW_SPEAKER, '').replace(SOUND_WITHIN, ' ').replace(/\s+/g, ' ').trim();
}
