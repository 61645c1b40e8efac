/**
 * `npm run samples`: the five drafts of five talks into docs/samples, as they come out: once without a language model, once by the careful
 * stand-in for one (quality/stand-in.mjs), through the same prompts and checks as a model's. The talks are made here (the words of the sample talk, and talks put together from the corpora of `npm run quality`), so that
 * anybody gets the same. It writes with what is in dist/server, so `npm run build` comes first.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openBench } from './quality/draft-bench.mjs';
import { editorsOf, picturesOf } from './quality/slide-pictures.mjs';
import { startStandIn } from './quality/stand-in.mjs';
import { makeTalk } from './quality/talk-maker.mjs';
import { spoken } from './quality/written-talks.mjs';

const SERVER = '../dist/server';
const FOLDER = resolve(import.meta.dirname, '../docs/samples');
const PANEL = ['Ada Kovač', 'Ben Osei', 'Mina Sato'];
/** A turn in the panel, in sentences. It ends with a question, too. */
const TURN = 4;

const { slides, sampleTitle } = await import(`${SERVER}/outside/sample-talk/narration.js`);
const { contentTypes } = await import(`${SERVER}/content/content-types.js`);
const { makeChapters } = await import(`${SERVER}/transcript/chapters.js`);

const talks = {
  'short-talk': () => ({ title: sampleTitle, language: 'en', ...sampleTalk() }),
  'panel-with-speakers': async () => {
    const talk = await made('en', { minutes: 90, punctuated: true });
    return { ...talk, slides: [], segments: byTurns(talk.segments), title: 'What keeps teams awake: a panel' };
  },
  'german-talk': async () => withSlides(await made('de', { minutes: 30, punctuated: true }), 'Werkzeuge, die bleiben'),
  'live-coding-without-stops': async () => {
    const { talk, screens } = await import('./quality/talks/written/live-coding.en.mjs');
    const made = spoken(talk, false);
    return { ...made, pictures: editorsOf(screens, made.said), title: 'A job queue in sixty lines' };
  },
  'workshop-of-three-hours': async () =>
    withSlides(await made('en', { minutes: 180, punctuated: true }), 'From commit to production: a workshop'),
};

for (const [name, make] of Object.entries(talks)) {
  const { title, language, segments, durationMs, pictures = [], slides = [] } = await make();
  const chapters = makeChapters(segments, durationMs, { language, slides }).map((chapter, index) => ({
    index,
    ...chapter,
  }));
  const screenshots = pictures.map(({ index, atMs, ...seen }) => ({ index, atMs, distinct: true, seen }));
  const talk = { title, language, durationMs, segments, chapters, screenshots, instructions: null };
  rmSync(join(FOLDER, name), { recursive: true, force: true });
  const outlined = (_id, type) => type.check(type.outline(talk), talk).body;
  await written(join(FOLDER, name, 'offline'), outlined);
  const standIn = await startStandIn();
  const call = await openBench({ talk, chapters, language, baseUrl: standIn.baseUrl, title, pictures });
  await written(join(FOLDER, name, 'by-the-stand-in'), async (id) => bodyOf(await call('draft', `draft:${id}`)));
  await standIn.stop();
}

/** Of the slides only those without code: what the measures put there is no code of the talk. */
function withSlides(talk, title) {
  return { ...talk, title, pictures: picturesOf(talk).filter(({ code }) => code === null) };
}

function byTurns(segments) {
  let [turn, said] = [0, 0];
  return segments.map((one) => {
    const speakerName = PANEL[turn % PANEL.length];
    said++;
    if (said === TURN || one.text.endsWith('?')) [turn, said] = [turn + 1, 0];
    return { ...one, speakerName };
  });
}

async function written(folder, write) {
  mkdirSync(folder, { recursive: true });
  for (const [id, type] of Object.entries(contentTypes))
    writeFileSync(join(folder, `${id}.${type.format === 'markdown' ? 'md' : 'txt'}`), await write(id, type));
}

/** Of a draft that was not kept, why. */
function bodyOf({ kind, result, message }) {
  return kind === 'done' ? result.body : `No draft: ${message}\n`;
}

async function made(language, { minutes, punctuated }) {
  const { corpus } = await import(`./quality/talks/${language}.mjs`);
  return { language, ...makeTalk({ corpus, minutes, punctuated, seed: `sample ${language} ${minutes}` }) };
}

/** The words of `npm run sample`, as fast as people speak. */
function sampleTalk() {
  const segments = [];
  let startMs = 0;
  for (const { says } of slides) {
    for (const text of says) {
      const endMs = startMs + text.length * 65;
      segments.push({ index: segments.length, startMs, endMs, text });
      startMs = endMs + 400;
    }
    startMs += 1_500;
  }
  return { segments, durationMs: startMs };
}
