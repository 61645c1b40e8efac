/**
 * (e) Drafts without a language model: is every chapter in each, can their sentences be read alone, are the labels in the
 * language of the talk, is nothing said twice, are the limits kept? Which sentences stand by themselves is known from the
 * corpora, where each was marked by hand; what is no whole sentence of the talk does not stand. The rules here are not those
 * of the writer.
 */
import { mean } from './score.mjs';
import { makeTalk } from './talk-maker.mjs';
import { outlinesBefore } from './drafts-before.mjs';

const SETS = { development: './talks', 'held-out': './talks/held-out' };
const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt', 'ja'];
const MINUTES = [10, 30];
/** English words in a talk of another language that only a label or a note can have brought there. */
const ENGLISH = /\b(?:Chapters|In this talk|Watch the talk|This outline|without a language model)\b/;
/** A sentence that begins like this goes on with another one. */
const GOES_ON = {
  en: /^(?:and|but|so|or|because|it|it's|they|he|she|this|that|that's|these|those|then|um|uh|well|which)\b/i,
  de: /^(?:und|aber|oder|denn|er|sie|es|dies\p{L}*|deshalb|deswegen|darum|dann|danach|also|ähm?)(?!\p{L})/iu,
  es: /^(?:y|pero|o|porque|él|ella|ellos|eso|esto|est[aeo]s?|por eso|luego|entonces|así que)(?!\p{L})/iu,
  fr: /^(?:et|mais|ou|car|parce|ils?(?! (?:y a|faut|existe|suffit))|elles?|cela|ça|c['’]est|ensuite|donc|alors)(?!\p{L})/iu,
  pt: /^(?:e|mas|ou|porque|ele|ela|eles|isso|isto|est[ae]s?|ess[ae]s?|por isso|então|depois disso)(?!\p{L})/iu,
  ja: /^(?:そして|しかし|でも|だから|それ|これ|その|この|そこ|ここ|また)/u,
};
/** Words that are no sentence for sure, as they were said, with the time. What is quoted is not counted as sentences. */
const QUOTED = /[“„«「]\s?…\s?([^…]+?)\s?…\s?[”“»」] \(\d+:\d\d(?::\d\d)?\)/gu;
/** A few words may be cut off before a sentence: `and so`. In letters. */
const MOST_CUT = 12;

export async function measure() {
  const { contentTypes } = await import('../../dist/server/content/content-types.js');
  const { makeChapters } = await import('../../dist/server/transcript/chapters.js');
  const results = [];
  for (const [set, folder] of Object.entries(SETS))
    for (const language of LANGUAGES) {
      const { corpus } = await import(`${folder}/${language}.mjs`);
      for (const minutes of MINUTES)
        for (const punctuated of [true, false]) {
          const seed = `drafts ${set} ${language} ${minutes} ${punctuated}`;
          const made = makeTalk({ corpus, minutes, punctuated, seed });
          const chapters = makeChapters(made.segments, made.durationMs, { language });
          const talk = talkOf(made, chapters, language);
          results.push({ set, language, minutes, punctuated, ...judged(contentTypes, talk, made.said) });
        }
    }
  return Object.keys(SETS).map((set) =>
    tableOf(
      set,
      results.filter((result) => result.set === set),
    ),
  );
}

const talkOf = ({ segments, durationMs, topics }, chapters, language) => ({
  title: topics
    .map(({ title }) => title)
    .slice(0, 2)
    .join(' / '),
  language,
  durationMs,
  segments,
  chapters: chapters.map((chapter, index) => ({ index, ...chapter })),
  screenshots: [],
  instructions: null,
});

function judged(contentTypes, talk, said) {
  const before = process.cpuUsage();
  const ours = Object.entries(contentTypes).map(([name, type]) => ({ name, type, text: type.outline(talk) }));
  const seconds = process.cpuUsage(before).user / 1e6;
  const floor = ours.map(({ name, type }) => ({ name, type, text: outlinesBefore[name](talk) }));
  return { seconds, ours: judge(ours, talk, said), floor: judge(floor, talk, said) };
}

/** All figures of five drafts of one talk. */
function judge(drafts, talk, said) {
  const known = new Map(said.map((sentence) => [keyOf(sentence.text), sentence]));
  const heard = keyOf(talk.segments.map(({ text }) => text).join(' '));
  const each = drafts.map(({ name, type, text }) => {
    const { body: whole } = type.check(text, talk);
    const quotes = [...plain(whole).matchAll(QUOTED)].map(([, words]) => words);
    const body = plain(whole).replace(QUOTED, '');
    const sentences = sentencesIn(body, talk);
    return { name, quotes, body, sentences, found: sentences.map((one) => foundIn(known, one, talk.language)) };
  });
  const all = each.flatMap(({ found }) => found);
  const blog = each.find(({ name }) => name === 'blog');
  return {
    covered: mean(each.map(({ body }) => mean(talk.chapters.map(({ title }) => Number(has(body, title)))))),
    whole: share(all, (one) => one !== null),
    stands: share(all, (one) => one?.stands === true),
    own: share(all, (one) => one?.kind === 'own'),
    perChapter: blog.sentences.length / talk.chapters.length,
    quoted: blog.quotes.length / talk.chapters.length,
    misquoted: each.reduce(
      (sum, { quotes }) => sum + quotes.filter((words) => !heard.includes(keyOf(words))).length,
      0,
    ),
    repeated: each.reduce((sum, { sentences }) => sum + sentences.length - new Set(sentences.map(keyOf)).size, 0),
    foreign: talk.language === 'en' ? 0 : each.filter(({ body }) => ENGLISH.test(body)).length,
    beyond: drafts.filter(({ type, text }) => isBeyond(type, text)).length,
  };
}

const share = (all, is) => (all.length === 0 ? NaN : all.filter(is).length / all.length);

/** What is to be published needs no cut to fit. */
function isBeyond({ limit, check }, text) {
  if (!limit) return false;
  const talk = { durationMs: 1e9, chapters: [], segments: [], language: 'en' };
  const posts = (body) => body.split('\n\n---\n\n').length;
  const { body, grounding } = check(text, talk);
  return grounding.cut > 0 || (limit.per === 'post' && posts(body.trim()) !== posts(text.trim()));
}

const keyOf = (text) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
const plain = (text) => text.replace(/\\([^\s\p{L}\p{N}])/gu, '$1');
const has = (body, title) => plain(body).includes(plain(title));

/** The sentences of a draft: without headings, titles, labels, links, pictures and lists of chapters. */
function sentencesIn(body, { chapters, title, language }) {
  const titles = new Set([title, ...chapters.map((chapter) => chapter.title)].map(keyOf));
  return plain(body)
    .split('\n')
    .map((line) => line.replace(/^\s*(?:•|-) /, '').trim())
    .filter((line) => line !== '' && !/^(?:#|>|---|!?\[|\*\*|\d+:\d\d)/.test(line) && !/[:：]$/.test(line))
    .map((line) => line.replace(/ \((?:\d+:)?\d+:\d\d\)$/, ''))
    .filter((line) => !namesTopics(line, titles))
    .flatMap((line) => line.split(language === 'ja' ? /(?<=。)\s*/u : /(?<=[.!?]) (?=\S)/u))
    .filter((text) => text.trim() !== '' && !titles.has(keyOf(text)) && !/^(?:Chapters|This outline)/.test(text));
}

/** `In this talk: caching · hooks`: a label, and titles only. */
function namesTopics(line, titles) {
  const [, named] = /^[^:：]+[:：] (.+ · .+)$/u.exec(line) ?? [];
  return named !== undefined && named.split(' · ').every((name) => titles.has(keyOf(name)));
}

/** The sentence of the talk that this is, or null. */
function foundIn(known, text, language) {
  const key = keyOf(text);
  const exact = known.get(key) ?? cutFrom(known, key);
  if (!exact) return null;
  const reads = /[.!。]$/u.test(text) && !/^\p{Ll}/u.test(text) && !GOES_ON[language].test(text);
  return reads ? exact : { ...exact, stands: false };
}

function cutFrom(known, key) {
  for (const [whole, sentence] of known)
    if (whole.endsWith(key) && whole.length - key.length <= MOST_CUT) return sentence;
  return undefined;
}

const FIGURES = ['covered', 'whole', 'stands', 'own'];
const COLUMNS = [
  ...['chapters covered', 'whole sentences', 'stand alone', 'own to the topic'].flatMap((name) => [name, 'floor']),
  ...[
    'sentences a section',
    'quotes a section',
    'misquoted',
    'repeated',
    'floor',
    'foreign labels',
    'floor',
    'beyond limits',
    'floor',
    'seconds',
  ],
];

function tableOf(set, results) {
  const groups = [
    ['all', () => true],
    ['punctuated', ({ punctuated }) => punctuated],
    ['unpunctuated', ({ punctuated }) => !punctuated],
    ...LANGUAGES.flatMap((language) => [
      [`${language}, punctuated`, (one) => one.language === language && one.punctuated],
      [`${language}, unpunctuated`, (one) => one.language === language && !one.punctuated],
    ]),
    ...MINUTES.map((minutes) => [`${minutes} min`, (one) => one.minutes === minutes]),
  ];
  return {
    title: `Drafts offline, ${set} talks`,
    note: 'Means over talks, of all five drafts of each; repeated, foreign and beyond: sums. Seconds: the most, for all five.',
    columns: ['talks', ...COLUMNS],
    rows: groups.map(([name, belongs]) => [name, ...rowOf(results.filter(belongs))]),
  };
}

function rowOf(some) {
  // A talk of which nothing but words is quoted has no sentence to judge.
  const of = (who, figure) => mean(some.map((one) => one[who][figure]).filter((value) => !Number.isNaN(value)));
  const sum = (who, figure) => some.reduce((total, one) => total + one[who][figure], 0);
  const rounded = (value) => Math.round(value * 100) / 100;
  return [
    ...FIGURES.flatMap((figure) => [rounded(of('ours', figure)), rounded(of('floor', figure))]),
    rounded(of('ours', 'perChapter')),
    rounded(of('ours', 'quoted')),
    sum('ours', 'misquoted'),
    ...['repeated', 'foreign', 'beyond'].flatMap((figure) => [sum('ours', figure), sum('floor', figure)]),
    rounded(Math.max(...some.map(({ seconds }) => seconds))),
  ];
}
