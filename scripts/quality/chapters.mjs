/**
 * Chapters: are they where the topic changes, as many as there are topics, none too long, and do their titles name
 * what they are about? Over talks in six languages, 10 to 180 minutes, punctuated and as automatic captions are. What was
 * tuned was tuned on the development talks; the held-out ones have other topics, frames and announcements.
 */
import { c99 } from './c99.mjs';
import { isNounPhrase } from './noun-phrase.mjs';
import { mean, score } from './score.mjs';
import { makeTalk } from './talk-maker.mjs';
import { textTiling } from './text-tiling.mjs';
import { writtenTalks } from './written-talks.mjs';

const MINUTES = [10, 30, 90, 180];
/** How many talks of each kind: short ones have few chapters, so there are more of them. */
const TALKS = { 10: 12, 30: 8, 90: 4, 180: 4 };
const SETS = {
  development: { folder: './talks', languages: ['en', 'de', 'es', 'fr', 'pt', 'ja'] },
  'held-out': { folder: './talks/held-out', languages: ['en', 'de', 'es', 'fr', 'pt', 'ja'] },
};
const WRITTEN = 'written';

export async function measure() {
  const { makeChapters } = await import('../../dist/server/transcript/chapters.js');
  const { termsOf } = await import('../../dist/server/transcript/terms.js');
  const { languages: known } = await import('../../dist/server/transcript/languages/languages.js');
  const results = [];
  const measure = (talk) =>
    results.push(measured(talk, { makeChapters, termsOf: (text) => termsOf(text, known[talk.language]) }));
  for (const [set, { folder, languages }] of Object.entries(SETS)) {
    for (const language of languages) {
      const { corpus } = await import(`${folder}/${language}.mjs`);
      for (const talk of talksOf(corpus, set, language)) measure(talk);
    }
  }
  for await (const talk of writtenTalks()) measure({ ...talk, set: WRITTEN });
  return tablesOf(results);
}

function* talksOf(corpus, set, language) {
  for (const minutes of MINUTES)
    for (const punctuated of [true, false])
      for (let number = 1; number <= TALKS[minutes]; number++) {
        const seed = `${set} ${language} ${minutes} ${punctuated} ${number}`;
        yield { set, language, minutes, punctuated, ...makeTalk({ corpus, minutes, punctuated, seed }) };
      }
}

function measured(talk, { makeChapters, termsOf }) {
  const { segments, durationMs, truth, slides, language } = talk;
  const before = process.cpuUsage();
  const chapters = makeChapters(segments, durationMs, { language });
  const seconds = process.cpuUsage(before).user / 1e6;
  const watched = makeChapters(segments, durationMs, { language, slides });
  const units = segments.map(({ startMs, text }) => ({ startMs, terms: termsOf(text) }));
  const starts = (list) => list.slice(1).map(({ startMs }) => startMs);
  const at = (found) => ({ at5: score(found, truth, 5_000), at15: score(found, truth, 15_000) });
  const titles = chapters.map(({ title }) => title);
  return {
    ...talk,
    seconds,
    ours: at(starts(chapters)),
    slides: at(starts(watched)),
    tiling: at(textTiling(units)),
    choi: at(c99(units)),
    count: chapters.length,
    wanted: truth.length + 1,
    longest: Math.max(...chapters.map(({ startMs, endMs }) => endMs - startMs)) / 60_000,
    trueLongest: Math.max(...[...truth, durationMs].map((end, i) => end - (truth[i - 1] ?? 0))) / 60_000,
    nouns: mean(titles.map((title) => Number(isNounPhrase(title, language)))),
    onTopic: mean(chapters.map((chapter) => Number(namesTopic(chapter, talk)))),
    found: chapters.map(({ title, startMs, endMs }) => ({ title, startMs, endMs })),
  };
}

const ARTICLE = /^(?:(?:the|an?|d(?:er|ie|as|es?)|eine?|el|l[aeo]s?|un[aeo]?s?|u(?:m|mas?|ns)|os?|as?) |l['’])/u;

/** Whether the title has a term of the topic that fills most of the chapter, or a word of its title. */
function namesTopic({ title, startMs, endMs }, { truth, topics, durationMs }) {
  const starts = [0, ...truth];
  const share = (i) => Math.min(endMs, starts[i + 1] ?? durationMs) - Math.max(startMs, starts[i]);
  const topic = topics.map((one, i) => [share(i), one]).sort(([a], [b]) => b - a)[0][1];
  const letters = (text) => text.toLowerCase().replace(ARTICLE, '');
  const told = title.toLowerCase();
  return [topic.title, ...topic.terms].some((term) => told.includes(letters(term)));
}

function tablesOf(results) {
  const of = (set) => results.filter((result) => result.set === set);
  return [...Object.keys(SETS).flatMap((set) => [summary(set, of(set)), details(set, of(set))]), written(of(WRITTEN))];
}

const COLUMNS = ['P 5 s', 'R 5 s', 'F 5 s', 'P 15 s', 'R 15 s', 'F 15 s', 'with slides', 'TextTiling', 'C99'];
const ABOUT = ['noun phrases', 'on topic', 'chapters', 'true', 'longest (min)', 'true longest', 'seconds'];

function summary(set, results) {
  const groups = [
    ['all', () => true],
    ...SETS[set].languages.map((language) => [language, (result) => result.language === language]),
    ['punctuated', (result) => result.punctuated],
    ['unpunctuated', (result) => !result.punctuated],
    ...MINUTES.map((minutes) => [`${minutes} min`, (result) => result.minutes === minutes]),
  ];
  return {
    title: `Chapters, ${set} talks: means`,
    note: 'F of TextTiling, of C99 and with slides: at 15 s. Longest and seconds: the greatest.',
    columns: ['talks', 'number', ...COLUMNS, ...ABOUT],
    rows: groups.map(([name, belongs]) => {
      const some = results.filter(belongs);
      return [name, some.length, ...row(some)];
    }),
  };
}

function row(some) {
  const of = (pick) => mean(some.map(pick));
  const most = (pick) => Math.max(...some.map(pick));
  const both = ['at5', 'at15'].flatMap((at) =>
    ['precision', 'recall', 'f'].map((key) => of(({ ours }) => ours[at][key])),
  );
  return [
    ...both.map(rounded),
    ...['slides', 'tiling', 'choi'].map((who) => rounded(of((result) => result[who].at15.f))),
    rounded(of(({ nouns }) => nouns)),
    rounded(of(({ onTopic }) => onTopic)),
    tenth(of(({ count }) => count)),
    tenth(of(({ wanted }) => wanted)),
    tenth(most(({ longest }) => longest)),
    tenth(most(({ trueLongest }) => trueLongest)),
    rounded(most(({ seconds }) => seconds)),
  ];
}

function written(results) {
  return {
    title: 'Chapters, talks that somebody wrote: each',
    columns: ['talk', ...COLUMNS, ...ABOUT, 'titles'],
    rows: results.map((result) => [
      `${result.name}, ${result.language}, ${result.punctuated ? 'punctuated' : 'unpunctuated'}`,
      ...row([result]),
      result.found.map(({ title }) => title).join(', '),
    ]),
  };
}

const rounded = (value) => Math.round(value * 100) / 100;
const tenth = (value) => value.toFixed(1);

function details(set, results) {
  const keys = [...new Set(results.map(({ language, minutes, punctuated }) => `${language} ${minutes} ${punctuated}`))];
  return {
    title: `Chapters, ${set} talks: each kind`,
    columns: ['talk', ...COLUMNS, ...ABOUT],
    rows: keys.map((key) => {
      const some = results.filter(
        ({ language, minutes, punctuated }) => `${language} ${minutes} ${punctuated}` === key,
      );
      const [{ language, minutes, punctuated }] = some;
      return [`${language}, ${minutes} min, ${punctuated ? 'punctuated' : 'unpunctuated'}`, ...row(some)];
    }),
  };
}
