/**
 * Talks with known chapters. A corpus (talks/<language>.mjs) holds what is said; here it is put together as people speak:
 * chapters whose lengths differ by a factor of five, changes of topic with and without an announcement, asides, words of
 * earlier topics, pauses before most changes and elsewhere, too. Everything follows from the seed.
 */
import { randomFrom } from './random.mjs';

const MINUTE_MS = 60_000;
/** How many chapters a talk of so many minutes has. */
const CHAPTERS = { 10: 4, 30: 6, 90: 9, 180: 14 };
const IMPLICIT = 0.45;
const PAUSE_BEFORE_CHANGE = 0.7;
/** What a sentence is, unless it is about its topic. */
const SHARES = { aside: 0.22, falseCue: 0.05, reference: 0.1 };
const NEIGHBOURS_TERM = 0.12;
/** Of the sentences, so many are followed by a long silence: something is shown live. */
const LIVE_DEMO = 0.012;
const LINE_LENGTH = 40;
/** A silence that ends a line of captions, in ms. */
const LINE_PAUSE_MS = 2_000;

/**
 * `corpus` as its file holds it; `minutes` one of 10, 30, 90, 180. Returns `segments` like a transcript's, `durationMs`, `truth`
 * (the starts of all chapters but the first, in ms), `topics` (of each chapter), `slides` (what a watcher of the
 * picture would report) and `said`: each sentence with its `kind` (`own` is about its topic and no other, `frame` a turn of
 * speech about it, `talk` all else) and whether it `stands` by itself when it is read alone.
 */
export function makeTalk({ corpus, minutes, punctuated, seed }) {
  const random = randomFrom(seed);
  const read = parsed(corpus);
  const count = Math.min(CHAPTERS[minutes], read.topics.length);
  const topics = random.shuffled(read.topics).slice(0, count);
  const weights = topics.map(() => 5 ** random.next());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const clock = { ms: 0 };
  const said = [];
  const truth = [];
  for (const [i, topic] of topics.entries()) {
    const lastsMs = (minutes * MINUTE_MS * weights[i]) / total;
    if (i > 0) clock.ms += random.chance(PAUSE_BEFORE_CHANGE) ? random.between(900, 4_000) : 0;
    if (i > 0) truth.push(Math.round(clock.ms));
    speakChapter({ corpus: read, topics, i, topic, lastsMs, random, clock, said });
  }
  const segments = punctuated ? sentenceSegments(said) : captionLines(said, read.spaceless);
  const durationMs = Math.round(clock.ms);
  return { segments, durationMs, truth, topics, said, slides: slidesOf(topics, truth, durationMs, random) };
}

/** Before a sentence of a topic and before a frame: it does not stand by itself. Whoever wrote this down has read each. */
const LOOSE = '~ ';
const withoutMark = (line) => (line.startsWith(LOOSE) ? line.slice(LOOSE.length) : line);

/** The lines of each list, and the topics: a line `# title`, a line of terms, and sentences. */
function parsed(corpus) {
  const lines = (text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const topics = corpus.topics
    .split(/^#/m)
    .map(lines)
    .filter((block) => block.length > 0)
    .map(([title, terms, ...sentences]) => ({ title, terms: terms.split(/\s*[|]\s*/), sentences }));
  const lists = ['frames', 'asides', 'announcements', 'questions', 'falseCues', 'references', 'greetings', 'farewells'];
  const marked = [...lines(corpus.frames), ...topics.flatMap(({ sentences }) => sentences)];
  const loose = new Set(marked.filter((line) => line.startsWith(LOOSE)).map(withoutMark));
  for (const topic of topics) topic.sentences = topic.sentences.map(withoutMark);
  const listed = Object.fromEntries(lists.map((name) => [name, lines(corpus[name]).map(withoutMark)]));
  return { ...corpus, ...listed, topics, loose };
}

function speakChapter({ corpus, topics, i, topic, lastsMs, random, clock, said }) {
  const endMs = clock.ms + lastsMs;
  const own = random.shuffled(topic.sentences);
  const asides = cycle(random.shuffled(corpus.asides));
  const frames = cycle(random.shuffled(corpus.frames));
  const neighbours = [topics[i - 1], topics[i + 1]].filter(Boolean);
  const share = Math.min(0.5, (own.length * 5_000) / lastsMs);
  const fill = (frame, terms) => sentence(corpus, frame, terms, topic.title);
  const say = (text, kind = 'talk', stands = false) => speak({ text, kind, stands }, { corpus, random, clock, said });
  /** Which terms are used drifts through the chapter, as it does when people go from one side of a thing to another. */
  const terms = () => {
    const done = Math.min(1, Math.max(0, 1 - (endMs - clock.ms) / lastsMs));
    const from = Math.floor(done * topic.terms.length * 0.4);
    const near = topic.terms.slice(from, from + Math.ceil(topic.terms.length * 0.6));
    const [a, b] = random.shuffled(near);
    return random.chance(NEIGHBOURS_TERM) && neighbours.length > 0
      ? [a, random.pick(random.pick(neighbours).terms)]
      : [a, b];
  };
  const sayOwn = (text) => say(text, 'own', !corpus.loose.has(text));
  const sayFrame = (frame) => say(fill(frame, terms()), 'frame', !corpus.loose.has(frame));
  for (const opening of openingsOf(corpus, i, random)) say(fill(opening, terms()));
  const earlier = topics.slice(0, Math.max(0, i));
  while (clock.ms < endMs) {
    const dice = random.next();
    if (dice < SHARES.aside) say(asides());
    else if (dice < SHARES.aside + SHARES.falseCue) say(random.pick(corpus.falseCues));
    else if (dice < SHARES.aside + SHARES.falseCue + SHARES.reference && earlier.length > 0)
      say(fill(random.pick(corpus.references), [random.pick(random.pick(earlier).terms), terms()[0]]));
    else if (own.length > 0 && random.chance(share / 0.6)) sayOwn(own.pop());
    else sayFrame(frames());
  }
  if (i === topics.length - 1) say(random.pick(corpus.farewells));
}

function openingsOf(corpus, i, random) {
  if (i === 0) return [random.pick(corpus.greetings)];
  if (random.chance(IMPLICIT)) return [];
  return [random.pick(random.chance(0.6) ? corpus.announcements : corpus.questions)];
}

/** Through the list again and again. */
function cycle(list) {
  let at = 0;
  return () => list[at++ % list.length];
}

/** `{a}` and `{b}` are terms, `{title}` the topic's title; what the language then contracts (`de el`) is contracted. */
function sentence(corpus, frame, [a, b], title) {
  let text = frame.replaceAll('{a}', a).replaceAll('{b}', b).replaceAll('{title}', title);
  for (const [pattern, contracted] of corpus.contractions ?? []) text = text.replace(pattern, contracted);
  return text[0].toLocaleUpperCase() + text.slice(1);
}

function speak({ text, kind, stands }, { corpus, random, clock, said }) {
  const lasts = (text.length / corpus.charactersPerSecond) * 1_000 * random.between(0.85, 1.15);
  const startMs = clock.ms;
  clock.ms += lasts;
  said.push({ text, kind, stands, startMs, endMs: clock.ms });
  clock.ms += random.chance(LIVE_DEMO) ? random.between(3_000, 15_000) : random.between(150, 800);
}

export const sentenceSegments = (said) =>
  said.map(({ text, startMs, endMs }, index) => ({
    index,
    startMs: Math.round(startMs),
    endMs: Math.round(endMs),
    text,
  }));

/** As automatic captions are: lower case, no stops, lines of 40 characters (20 where characters are wide) wherever that falls. */
export function captionLines(said, spaceless) {
  const lines = [];
  const most = spaceless ? LINE_LENGTH / 2 : LINE_LENGTH;
  for (const word of said.flatMap((one) => timedWords(one, spaceless))) {
    const line = lines.at(-1);
    const glue = spaceless ? '' : ' ';
    const fits = line && line.text.length + glue.length + word.text.length <= most;
    if (fits && word.startMs - line.endMs < LINE_PAUSE_MS) {
      line.text += glue + word.text;
      line.endMs = word.endMs;
    } else {
      lines.push({ ...word });
    }
  }
  return sentenceSegments(lines);
}

function timedWords({ text, startMs, endMs }, spaceless) {
  const bare = text.toLowerCase().replace(/[.,;:!?¿¡…„“”"«»()、。？！「」]|\s[–—-]\s/g, ' ');
  const words = spaceless ? [...bare.replaceAll(' ', '')] : bare.split(/\s+/).filter(Boolean);
  const length = words.reduce((sum, word) => sum + word.length + 1, 0);
  let at = startMs;
  return words.map((word) => {
    const from = at;
    at += ((endMs - startMs) * (word.length + 1)) / length;
    return { text: word, startMs: from, endMs: at };
  });
}

/** Slides change at most changes of topic, a little before or after; and within topics; and some have no title to read. */
export function slidesOf(topics, truth, durationMs, random) {
  const slides = [];
  const starts = [0, ...truth];
  for (const [i, startMs] of starts.entries()) {
    const endMs = starts[i + 1] ?? durationMs;
    const title = random.chance(0.8) ? { title: topics[i].title } : {};
    if (i === 0 || random.chance(0.8)) {
      slides.push({
        atMs: Math.max(0, startMs + random.between(-3_000, 2_500)),
        change: random.between(0.6, 1),
        ...title,
      });
    }
    for (let at = startMs; ;) {
      at += random.between(30_000, 150_000);
      if (at > endMs - 15_000) break;
      const builds = random.chance(0.4);
      const under = random.chance(0.5) ? { title: random.pick(topics[i].terms) } : title;
      slides.push({
        atMs: at,
        change: builds ? random.between(0.05, 0.3) : random.between(0.4, 1),
        ...(builds ? title : under),
      });
    }
  }
  return slides.map((slide) => ({ ...slide, atMs: Math.round(slide.atMs) }));
}
