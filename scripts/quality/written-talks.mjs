/**
 * Talks that somebody wrote from beginning to end, as people speak (talks/written): a panel, a live demo, live coding, a
 * lecture that strays. No announcements from a list, no frames, half sentences, remarks to the room. Nothing is tuned on them.
 *
 * A line is a sentence; `# title | terms` begins a chapter, `* ` marks a sentence that can be read alone, `Name: ` says who speaks,
 * and `(3)` is a silence of three seconds.
 */
import { randomFrom } from './random.mjs';
import { captionLines, sentenceSegments, slidesOf } from './talk-maker.mjs';

const FILES = ['panel.en', 'demo.de', 'live-coding.en', 'lecture.es'];

/** Each talk with stops and without, in the form of `makeTalk` of talk-maker.mjs, with its `name` and `language`. */
export async function* writtenTalks() {
  for (const file of FILES) {
    const { talk } = await import(`./talks/written/${file}.mjs`);
    for (const punctuated of [true, false]) yield spoken(talk, punctuated);
  }
}

export function spoken({ name, language, charactersPerSecond, script }, punctuated) {
  const random = randomFrom(`written ${name}`);
  const clock = { ms: 0 };
  const said = [];
  const topics = [];
  const starts = [];
  for (const line of script.split('\n').filter((one) => one.trim() !== '')) {
    const silence = /^\((\d+)\)$/.exec(line);
    if (silence) {
      clock.ms += Number(silence[1]) * 1_000;
    } else if (line.startsWith('# ')) {
      const [title, ...terms] = line.slice(2).split(' | ');
      topics.push({ title, terms });
      starts.push(Math.round(clock.ms));
    } else {
      said.push(sentenceOf(line, { clock, random, charactersPerSecond }));
    }
  }
  const durationMs = Math.round(clock.ms);
  const truth = starts.slice(1);
  return {
    name,
    language,
    punctuated,
    said,
    topics,
    truth,
    durationMs,
    minutes: Math.round(durationMs / 60_000),
    segments: punctuated ? withNames(sentenceSegments(said), said) : captionLines(said, false),
    slides: slidesOf(topics, truth, durationMs, random),
  };
}

function sentenceOf(line, { clock, random, charactersPerSecond }) {
  const { by, star, text } = /^(?:(?<by>\p{Lu}\p{L}+): )?(?<star>\* )?(?<text>.*)$/u.exec(line).groups;
  const startMs = clock.ms;
  const endMs = startMs + (text.length / charactersPerSecond) * 1_000 * random.between(0.85, 1.15);
  clock.ms = endMs + random.between(150, 800);
  const stands = star !== undefined;
  return { text, kind: stands ? 'own' : 'talk', stands, startMs, endMs, ...(by !== undefined && { by }) };
}

const withNames = (segments, said) =>
  segments.map((segment, i) => (said[i].by === undefined ? segment : { ...segment, speakerName: said[i].by }));
