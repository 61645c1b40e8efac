/** The estimate of what chapters and all five drafts cost, against what a careful model counts: over languages and lengths. */
import { openBench } from './draft-bench.mjs';
import { OTHER_SCRIPTS, otherTalk } from './other-scripts.mjs';
import { picturesOf } from './slide-pictures.mjs';
import { startStandIn } from './stand-in.mjs';
import { makeTalk } from './talk-maker.mjs';

const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt', 'ja'];
const MINUTES = [10, 30, 90, 180];
/** Talks whose slides were read, with code on every fifth. */
const WITH_SLIDES = { en: [30, 90], de: [30], ja: [90] };
/** Talks whose drafts somebody asks for who has given earlier posts and what to keep to. */
const WITH_VOICE = { en: [30], de: [30], ja: [30] };
const TYPES = ['blog', 'newsletter', 'twitter', 'linkedin', 'youtube'];
const PRICES = { 'stand-in': { inputPerMTokens: 1, outputPerMTokens: 6 } };
const MODELS = { writer: 'stand-in', transcriber: null, embedder: null };

export async function measure() {
  const rows = [];
  for (const language of LANGUAGES) {
    const { corpus } = await import(`./talks/${language}.mjs`);
    for (const minutes of MINUTES) {
      const talk = makeTalk({ corpus, minutes, punctuated: minutes !== 30, seed: `estimate ${language}` });
      rows.push(await row(talk, { language, minutes }));
      if (WITH_SLIDES[language]?.includes(minutes)) rows.push(await row(talk, { language, minutes, slides: true }));
      if (WITH_VOICE[language]?.includes(minutes))
        rows.push(await row(talk, { language, minutes, voice: voiceIn(talk) }));
    }
  }
  for (const language of OTHER_SCRIPTS) rows.push(await row(otherTalk(language), { language, minutes: 10 }));
  const worst = Math.max(...rows.map((cells) => Math.abs(cells.at(-1))));
  return [
    {
      title: 'The estimate',
      note: `Chapters and five drafts. Tokens as the model counts them; the cost at $1 for a million tokens of prompts and $6 of answers. The largest difference: ${worst} %.`,
      columns: [
        'language',
        'minutes',
        'slides',
        'voice',
        'calls',
        'tokens in',
        'estimated',
        'tokens out',
        'estimated',
        'cost (ct)',
        'estimated',
        'off by %',
      ],
      rows,
    },
  ];
}

async function row(talk, { language, minutes, slides = false, voice = null }) {
  const { estimateOf } = await import('../../dist/server/usage/estimate.js');
  const { likelyTokens } = await import('../../dist/server/outside/language-model/tokens.js');
  const { MOST_TOLD, toldOf } = await import('../../dist/server/content/voice/told.js');
  const standIn = await startStandIn();
  const starts = [0, ...talk.truth];
  const chapters = starts.map((startMs, index) => ({
    index,
    title: talk.topics[index].title,
    startMs,
    endMs: starts[index + 1] ?? talk.durationMs,
  }));
  const said = talk.segments.map(({ text }) => text).join(' ');
  const pictures = slides ? picturesOf(talk) : [];
  const prospect = {
    durationMs: talk.durationMs,
    talkChars: said.length,
    talkTokens: likelyTokens(said),
    chapters: chapters.length,
    distinctScreenshots: pictures.length,
    onPictures: pictures.length > 0 ? tokensOn(pictures, likelyTokens) : null,
    captioned: true,
    corrected: 0.1,
    underWay: ['chapters'],
    notAsked: TYPES,
    ownTypes: [],
    told: Object.fromEntries(TYPES.map((type) => [`draft:${type}`, likelyTokens(toldOf(voice, MOST_TOLD * 10))])),
  };
  const { items, drafts } = estimateOf(prospect, MODELS, PRICES);
  const sum = (name) => [...items, ...drafts].reduce((all, item) => all + item[name], 0);
  const call = await openBench({ talk, chapters, language, baseUrl: standIn.baseUrl, pictures, voice });
  await call('chapters', 'chapters');
  for (const type of TYPES) await call('draft', `draft:${type}`);
  await standIn.stop();
  const { calls, tokensIn, tokensOut } = standIn.spent;
  const cost = (tokensIn + 6 * tokensOut) / 1e4;
  const estimated = sum('costUsd') * 100;
  return [
    language,
    minutes,
    pictures.length,
    voice === null ? 0 : voice.posts.length,
    calls,
    tokensIn,
    sum('tokensIn'),
    tokensOut,
    sum('tokensOut'),
    cost,
    estimated,
    Math.round((estimated / cost - 1) * 100),
  ];
}

/** Three posts in the language of the talk. */
const voiceIn = ({ segments }) => ({
  posts: [0, 1, 2].map((n) => ({
    id: String(n),
    text: segments
      .slice(n * 20, n * 20 + 20)
      .map(({ text }) => text)
      .join(' '),
  })),
  keepTo: 'Short sentences, and no exclamation marks.',
  corrected: {},
});

/** As src/usage/usage.ts counts them. */
function tokensOn(pictures, tokensOf) {
  const all = (texts) => tokensOf(texts.filter((text) => text !== null).join('\n'));
  return {
    titles: all(pictures.map(({ title }) => title)),
    lists: all(pictures.map(({ text, code, title }) => `${title ?? ''}${text.replace(code ?? '', '').slice(0, 300)}`)),
    code: all(pictures.map(({ code }) => code)),
  };
}
