/** What else a recording brings along: its own chapters. Through HTTP, with a worker that reads the files. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chapters } from '../src/contract/content.js';
import type { Studio } from './support/media.js';
import { clock, lossless, openStudio, tone } from './support/media.js';
import type { Person } from './support/person.js';
import { captionsFor } from './support/talk.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let ada: Person;
let studio: Studio;

beforeAll(async () => {
  world = await createWorld();
  const web = await world.startWeb();
  ada = await world.signUp(web);
  await world.startWorker();
  studio = await openStudio();
});
afterAll(async () => {
  await studio.remove();
  await world.end();
});

async function uploaded(file: string): Promise<string> {
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk`, await readFile(file));
  return id;
}

/** Chapters of 12 s each, in whatever container; `beside`: another input, in the place of captions. */
async function withChapters(name: string, titles: string[], coding: string[], beside?: string[]): Promise<string> {
  const each = titles.map((title, i) => `[CHAPTER]\nTIMEBASE=1/1\nSTART=${i * 12}\nEND=${i * 12 + 12}\ntitle=${title}`);
  const metadata = await studio.write(`${name}.txt`, [';FFMETADATA1', ...each].join('\n'));
  const captions = await studio.write(`${name}.srt`, captionsFor(4));
  const inputs = [...clock(36, { rate: 2 }), ...(beside ?? ['-i', captions]), '-i', metadata];
  return studio.make(name, [...inputs, '-map', '0', '-map', '1', '-map_metadata', '2', ...coding]);
}

const chaptersOf = async (id: string): Promise<Chapters> =>
  (await ada.ask('GET', `/api/projects/${id}/chapters`)).body as Chapters;
const shortOf = ({ items }: Chapters): [string, number][] => items.map(({ title, startMs }) => [title, startMs]);

const OWN: [string, number][] = [
  ['Coffee', 0],
  ['Wheels', 12_000],
  ['Tides', 24_000],
];

test('the chapters of a file are the chapters; what people make of them stays, whatever is done again', async () => {
  const file = await withChapters('own.mp4', ['Coffee', 'Wheels', 'Tides'], [...lossless(10), '-c:s', 'mov_text']);
  const id = await uploaded(file);
  const made = await ada.taskIn(id, 'chapters', ['succeeded']);
  expect(made.message).toBe('3 chapters; set in the recording');
  expect(shortOf(await chaptersOf(id))).toEqual(OWN);

  await ada.ask('POST', `/api/tasks/${made.id}/retry`);
  await ada.taskIn(id, 'chapters', ['succeeded']);
  expect(shortOf(await chaptersOf(id))).toEqual(OWN);

  await ada.ask('PUT', `/api/projects/${id}/chapters`, { items: [{ title: 'Mine', startMs: 0 }] });
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=a.srt`, captionsFor(4));
  const again = await ada.taskIn(id, 'chapters', ['succeeded']);
  expect(again.message).toBe('1 chapter; kept as they were set by hand');
  expect(shortOf(await chaptersOf(id))).toEqual([['Mine', 0]]);
});

test('in Matroska, too; and where they have no names, topics are looked for instead, and it is said', async () => {
  const matroska = [...lossless(10), '-c:s', 'srt'];
  const [named, unnamed] = await Promise.all([
    uploaded(await withChapters('own.mkv', ['Coffee', 'Wheels', 'Tides'], matroska)),
    uploaded(await withChapters('unnamed.mkv', ['Chapter 1', 'Chapter 2', 'Chapter 3'], matroska)),
  ]);
  await ada.taskIn(named, 'chapters', ['succeeded']);
  expect(shortOf(await chaptersOf(named))).toEqual(OWN);
  const found = await ada.taskIn(unnamed, 'chapters', ['succeeded']);
  expect(found.message).toMatch(/; The recording’s own chapters are not used: they have no names$/);
  expect(shortOf(await chaptersOf(unnamed)).map(([title]) => title)).not.toContain('Chapter 1');
});

test('they are there where nothing can be heard: they need no transcript', async () => {
  const titles = ['Coffee', 'Wheels', 'Tides'];
  const file = await withChapters('unheard.mp4', titles, [...lossless(10), '-c:a', 'aac'], tone(36));
  const id = await uploaded(file);
  await ada.taskIn(id, 'chapters', ['failed']);
  expect(shortOf(await chaptersOf(id))).toEqual(OWN);
  const items = [{ title: 'Mine', startMs: 0 }];
  expect((await ada.ask('PUT', `/api/projects/${id}/chapters`, { items })).body).toMatchObject({
    items: [{ title: 'Mine', startMs: 0, endMs: 36_000 }],
  });
});
