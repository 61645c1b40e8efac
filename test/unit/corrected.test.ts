/** What becomes of a draft that is no better when the model was told what is wrong. */
import { expect, test } from 'vitest';
import type { Material } from '../../src/content/checks/finding.js';
import { corrected } from '../../src/steps/draft/corrected.js';

const SPOKEN = [
  'Индекс это отсортированная копия столбца таблицы.',
  'Поэтому база данных не читает всю таблицу целиком.',
  'Очередь хранит задания, пока рабочий процесс их не заберёт.',
  'Задание в очереди не теряется, если сервер перезапустили.',
  'Если рабочий процесс умирает, задание возвращается в очередь и достаётся другому.',
];
const chapter = (index: number, title: string) => ({
  index,
  title,
  startMs: index * 60_000,
  endMs: (index + 1) * 60_000,
});
const material: Material = {
  talk: {
    title: 'Индексы и очереди',
    language: 'ru',
    durationMs: 120_000,
    segments: SPOKEN.map((text, index) => ({ index, startMs: index * 24_000, endMs: (index + 1) * 24_000, text })),
    chapters: [chapter(0, 'Индекс таблицы'), chapter(1, 'Очередь заданий')],
    instructions: null,
  },
  passages: [],
};
const REFUSAL = 'Извините, но я не могу помочь с этим запросом.';
const DRAFT = '## Индекс таблицы\n\nИндекс это отсортированная копия столбца таблицы.';

const BLOG = { scope: 'every chapter', format: 'markdown' } as const;

const twice = (first: string, second: string) => corrected(first, BLOG, material, () => Promise.resolve(second));

test('what speaks of none of the chapters is no draft of the whole talk, in whatever language it refuses', async () => {
  expect(await twice(REFUSAL, REFUSAL)).toEqual({ unusable: 'It speaks of none of the talk’s chapters.' });
  expect(await twice(REFUSAL, DRAFT)).toMatchObject({ body: DRAFT });
  expect(await twice(DRAFT, REFUSAL)).toMatchObject({ body: DRAFT });
});

test('a translation is kept, whose words are not those of the talk', async () => {
  const translated =
    'An index is a sorted copy of a column of a table, so that the database does not have to read all of it. A queue keeps its jobs until a worker takes them, and nothing is lost when the server is started again, which is what the talk is about in the end. Should a worker die while it has a job, the job goes back to the queue and is given to another.';
  const asked = { ...material, talk: { ...material.talk, instructions: 'In English, please.' } };
  expect(await corrected(translated, BLOG, asked, () => Promise.resolve(null))).toMatchObject({
    body: translated,
  });
});
