/**
 * The floor for outlines: as they were written before, with SumBasic (A. Nenkova and L. Vanderwende, "The Impact of Frequency
 * on Summarization", MSR-TR-2005-101) over sentences as they came, function words of English only, and labels in English.
 */
import { sentencesOf } from '../../dist/server/transcript/sentences.js';
import { termsOf } from '../../dist/server/transcript/terms.js';

const LEAST_TERMS = 3;
const NOTE = 'This outline was made offline from the talk’s own sentences, without a language model.';
const clock = (ms) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')}`;
const chapterList = ({ chapters }) =>
  chapters.length < 3
    ? ''
    : ['Chapters', ...chapters.map(({ startMs, title }) => `${clock(startMs)} ${title}`)].join('\n');

export const outlinesBefore = {
  blog: (talk) =>
    [
      `# ${talk.title}`,
      `> ${NOTE}`,
      ...sectionsOf(talk).flatMap(({ title, said }) => [
        `## ${title}`,
        ...keyed(said, Math.min(8, Math.max(2, Math.ceil(said.length / 3)))),
      ]),
    ].join('\n\n'),
  newsletter: (talk) =>
    [
      `# ${talk.title}`,
      `> ${NOTE}`,
      ...keyed(sectionsOf(talk)[0]?.said ?? [], 1),
      '## In this talk',
      ...sectionsOf(talk).map(({ title, said }) => `**${title}**\n\n${keyed(said, 1).join(' ')}`),
    ].join('\n\n'),
  twitter: (talk) =>
    [
      talk.title,
      ...sectionsOf(talk).map(({ title, startMs, said }) =>
        [`${clock(startMs)} ${title}`, ...keyed(said, 1)].join('\n\n'),
      ),
      NOTE,
    ].join('\n\n---\n\n'),
  linkedin: (talk) =>
    [
      talk.title,
      ...sectionsOf(talk)
        .slice(0, 6)
        .map(({ title, said }) => [title, ...keyed(said, 1)].join('\n')),
      NOTE,
    ].join('\n\n'),
  youtube(talk) {
    const [first, ...others] = sectionsOf(talk);
    const more = others.flatMap(({ said }) => keyed(said, 1));
    return [talk.title, keyed(first?.said ?? [], 2).join(' '), more.join(' '), chapterList(talk), NOTE].join('\n\n');
  },
};

function sectionsOf({ segments, chapters }) {
  const sentences = sentencesOf(segments);
  return chapters.map(({ title, startMs, endMs }) => ({
    title,
    startMs,
    said: sentences.filter((one) => one.startMs >= startMs && one.startMs < endMs),
  }));
}

function keyed(sentences, count) {
  const all = sentences.map(({ text }, at) => ({ at, text, terms: [...new Set(termsOf(text))] }));
  const terms = sentences.flatMap(({ text }) => termsOf(text));
  const chances = new Map();
  for (const term of terms) chances.set(term, (chances.get(term) ?? 0) + 1 / terms.length);
  const taken = [];
  for (const short of [false, true]) {
    let left = all.filter((one) => one.terms.length < LEAST_TERMS === short);
    while (taken.length < count && left.length > 0) {
      const best = pick(left, (term) => chances.get(term) ?? 0);
      if (!best) break;
      taken.push(best);
      left = left.filter((one) => one !== best);
      for (const term of best.terms) chances.set(term, (chances.get(term) ?? 0) ** 2);
    }
  }
  return taken.sort((a, b) => a.at - b.at).map(({ text }) => text);
}

function pick(left, chance) {
  const top = left.flatMap(({ terms }) => terms).reduce((a, b) => (a === '' || chance(b) > chance(a) ? b : a), '');
  const mean = ({ terms }) => terms.reduce((sum, term) => sum + chance(term), 0) / Math.max(1, terms.length);
  const having = left.filter(({ terms }) => top === '' || terms.includes(top));
  return having.reduce((a, b) => (a && mean(a) >= mean(b) ? a : b), undefined);
}
