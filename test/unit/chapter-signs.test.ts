/** What chapters are found and named by, beside the choice of words: the language, announcements, slides. */
import { expect, test } from 'vitest';
import type { Segment } from '../../src/contract/content.js';
import { makeChapters } from '../../src/transcript/chapters.js';
import { FOUR_TOPICS, spoken, TOPIC_STARTS } from './four-topics.js';

const titles = (chapters: ReturnType<typeof makeChapters>): string[] => chapters.map(({ title }) => title);
const end = (segments: Segment[]): number => segments.at(-1)?.endMs ?? 0;

/** As automatic captions are: lines of about 40 characters, in lower case and without stops, half a second of each word. */
function captions(text: string): Segment[] {
  const bare = text.toLowerCase().replace(/[.,?]/g, '');
  const lines = bare.match(/.{1,40}(?:\s|$)/gu) ?? [];
  return spoken(lines.map((line) => line.trim()));
}

const BEES =
  'Eine Biene sammelt Nektar, und die Biene bringt den Nektar in den Stock. Die Arbeiterinnen der Bienen bauen Waben, und in den Waben wird ' +
  'aus dem Nektar Honig. Die Königin legt Eier in die Waben. Der Honig ernährt den Stock im Winter, und die Königin bleibt im Stock.';
const TRAINS =
  'Die erste Lokomotive fuhr mit Dampf, und der Dampf trieb die Räder. Auf den Schienen zog die Lokomotive die Wagen. Mit den Schienen kamen ' +
  'die Bahnhöfe, und an jedem Bahnhof hielt ein Zug. Heute fährt der Zug mit Strom, und der Dampf der Lokomotive ist Geschichte.';

test('a talk in German is divided where its words change, with stops and without', () => {
  const sentences = spoken(`${BEES} ${BEES} ${BEES} ${TRAINS} ${TRAINS} ${TRAINS}`.split(/(?<=\.) /));
  const change = sentences.findIndex(({ text }) => text.startsWith('Die erste Lokomotive'));
  const found = makeChapters(sentences, end(sentences), { language: 'de' });
  expect(found.map(({ startMs }) => startMs)).toEqual([0, sentences[change]?.startMs]);
  expect(titles(found)).toEqual([
    expect.stringMatching(/Biene|Waben|Nektar|Stock|Königin|Honig/),
    expect.stringMatching(/Lokomotive|Dampf|Schienen/),
  ]);

  const lines = captions(`${BEES} Kommen wir jetzt zur Eisenbahn. ${TRAINS}`);
  const announced = makeChapters(lines, end(lines));
  expect(announced).toHaveLength(2);
  expect(lines.find(({ startMs }) => startMs === announced[1]?.startMs)?.text).toMatch(/kommen wir|eisenbahn/);
});

test.each([
  ['de', 'Kommen wir jetzt zu Datenbankindizes.', 'Datenbankindizes'],
  ['es', 'Bueno, pasemos a los índices de la base de datos.', 'Los índices de la base de datos'],
  ['fr', 'Passons maintenant à la mise en page.', 'La mise en page'],
  ['pt', 'Agora vamos falar sobre a gestão de memória.', 'A gestão de memória'],
  ['it', 'Passiamo adesso alla gestione della memoria.', 'Gestione della memoria'],
  ['nl', 'Het volgende onderwerp is caching.', 'Caching'],
  ['ja', '次のテーマはデータベースです。', 'データベース'],
])('what is announced is the title: %s', (language, sentence, title) => {
  const clip = spoken([sentence]);
  expect(titles(makeChapters(clip, end(clip), { language }))).toEqual([title]);
});

test('what is only at hand is no title', () => {
  const clip = spoken(["Let's look at this line here.", 'Parsers build trees.', 'Trees are what parsers return.']);
  expect(titles(makeChapters(clip, end(clip), { language: 'en' }))).toEqual([
    expect.stringMatching(/^(?:Parsers|Trees)/),
  ]);
});

test('slides that change speak for a chapter, and name it', () => {
  const one = spoken(FOUR_TOPICS.slice(0, 5).map(({ text }) => text));
  const at = one[3]?.startMs ?? 0;
  const slides = [
    { atMs: 0, change: 1, title: 'Paper' },
    { atMs: at - 800, change: 0.9, title: 'The machine' },
  ];
  expect(makeChapters(one, end(one))).toHaveLength(1);
  expect(titles(makeChapters(FOUR_TOPICS, end(FOUR_TOPICS), { slides }))[0]).toBe('Paper');
  const named = TOPIC_STARTS.map((startMs, i) => ({ atMs: startMs - 900, change: 1, title: `Slide ${i + 1}` }));
  const found = makeChapters(FOUR_TOPICS, end(FOUR_TOPICS), { slides: named });
  expect(found.map(({ startMs }) => startMs)).toEqual(TOPIC_STARTS);
  expect(titles(found)).toEqual(['Slide 1', 'Slide 2', 'Slide 3', 'Slide 4']);
});

test('three hours on one thing have no chapter longer than half an hour', () => {
  const words = ['caches', 'queries', 'servers', 'clients'];
  const lines = Array.from({ length: 2_000 }, (_, i) => `${words[i % 4] ?? ''} answer ${words[(i * 7 + 1) % 4] ?? ''}`);
  const segments = lines.map((text, index) => ({ index, startMs: index * 5_400, endMs: (index + 1) * 5_400, text }));
  const chapters = makeChapters(segments, 2_000 * 5_400);
  for (const { startMs, endMs } of chapters) expect(endMs - startMs).toBeLessThanOrEqual(31 * 60_000);
});
