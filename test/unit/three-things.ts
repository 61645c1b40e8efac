/** A small talk of three topics, and others like it. */
import type { Talk } from '../../src/content/talk.js';
import { spoken } from './four-topics.js';

export const TOPICS = [
  [
    'Bees',
    'Bees carry pollen between flowers.',
    'A bee is an insect that lives in a hive.',
    'Honey feeds the hive in winter.',
  ],
  [
    'Ships',
    'Ships follow the light of a lighthouse.',
    'A lighthouse is a tower with a lamp.',
    'Sailors know each lamp by its rhythm.',
  ],
  [
    'Paper',
    'Paper is made of wood and water.',
    'Rollers press the paper until it is dry.',
    'Old paper becomes new paper in a mill.',
  ],
];

/** A talk of these chapters: a title each, and what is said. */
export function talkAbout(topics: string[][], language: string | null, title = 'Three things'): Talk {
  const sentences = topics.flatMap(([, ...said]) => said);
  const segments = spoken(sentences);
  const starts = topics.map((_, i) => segments[topics.slice(0, i).flatMap(([, ...said]) => said).length]?.startMs ?? 0);
  const durationMs = segments.at(-1)?.endMs ?? 0;
  const chapters = topics.map(([name = ''], index) => ({
    index,
    title: name,
    startMs: starts[index] ?? 0,
    endMs: starts[index + 1] ?? durationMs,
  }));
  return { title, language, durationMs, segments, chapters, screenshots: [], instructions: null };
}

/** Said so many times as slowly. */
export function inTime(talk: Talk, times: number): Talk {
  const slower = <One extends { startMs: number; endMs: number }>(one: One): One => ({
    ...one,
    startMs: one.startMs * times,
    endMs: one.endMs * times,
  });
  const { durationMs, segments, chapters } = talk;
  return { ...talk, durationMs: durationMs * times, segments: segments.map(slower), chapters: chapters.map(slower) };
}

/** So far apart that no two sentences are one paragraph. */
export const spread = (talk: Talk): Talk => inTime(talk, 30);
