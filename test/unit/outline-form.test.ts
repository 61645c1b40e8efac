/** The form of drafts without a language model: how they begin, what they leave out, and what a post holds. */
import { expect, test } from 'vitest';
import { contentTypes } from '../../src/content/content-types.js';
import type { Talk } from '../../src/content/talk.js';
import { postsOf } from '../../src/content/thread.js';
import { ownContentType } from '../../src/content/own/own-type.js';
import { weightedLength } from '../../src/content/types/twitter.js';
import { ownTypeOf } from '../support/own-types.js';
import { spread, talkAbout, TOPICS } from './three-things.js';

const titles = TOPICS.map(([title]) => title);
/** Each topic with more to say, so that there is something to spare. */
const OWN = [
  ['Wax keeps the honey of a hive safe from damp air.', 'A swarm follows its queen to another hollow tree.'],
  ['Harbour pilots know every sandbank of their coast.', 'Fog horns replace the lamp when nobody can see it.'],
  ['Printers prefer a heavy sheet with a smooth surface.', 'Acid makes cheap sheets yellow within some years.'],
];
const MORE = TOPICS.map((topic, i) => [...topic, ...(OWN[i] ?? [])]);

/** A topic like one of the three, of which nothing is said of another one. */
function varied(i: number): string[] {
  const [title = '', ...said] = MORE[i % 3] ?? [];
  return [`${title} ${i}`, ...said.map((text) => text.replace('.', ` of kind${i} and type${i}.`))];
}

test.each([
  ['blog', 2],
  ['newsletter', 2],
  ['youtube', 0],
] as const)('a %s begins with what the whole talk is about, and not with a sentence from anywhere', (id, block) => {
  const blocks = contentTypes[id].outline(talkAbout(MORE, 'en')).split('\n\n');
  expect(blocks[block === 0 ? 0 : 1]).toBe(`In this talk: ${titles.join(' · ')}`);
  const german = contentTypes[id].outline(talkAbout(MORE, 'de'));
  expect(german).toContain(`In diesem Vortrag: ${titles.join(' · ')}`);
});

test('of one topic, and of more than fit a line, a draft begins with what tells most', () => {
  const one = contentTypes.blog.outline({ ...talkAbout(MORE, 'en'), chapters: [] });
  expect(one).not.toContain('In this talk');
  expect(one.split('\n\n')[1]).toMatch(/^[A-Z].*\.$/);
  const many = contentTypes.blog.outline(
    talkAbout(
      Array.from({ length: 20 }, (_, i) => varied(i)),
      'en',
    ),
  );
  expect(many).not.toContain('In this talk');
  expect(many.split('\n\n')[1]).toMatch(/^[A-Z].*\.$/);
});

test('what says what the topic of a chapter is comes first in it, whenever it was said', () => {
  const indexes = [
    'Indexes',
    'A covering index is a copy that answers a whole query alone.',
    'Right.',
    'B-trees stay shallow, so a billion rows need few page reads.',
    'Well.',
    'After a big import the statistics of tables are stale.',
    'The planner ignores an index with only two values.',
    'Good question.',
    'An index is a sorted copy of a few columns with pointers back to the rows.',
  ];
  const talk = spread(talkAbout([indexes, ...MORE], 'en'));
  const defined = 'An index is a sorted copy of a few columns with pointers back to the rows.';
  const section = contentTypes.blog.outline(talk).split('## Indexes')[1]?.split('\n\n') ?? [];
  expect(section[1]).toBe(`- ${defined}`);
  expect(section.length).toBeGreaterThan(3);
  expect(contentTypes.linkedin.outline(talk)).toContain(`Indexes\n${defined}`);
  // No talk begins with what one of its chapters is about.
  for (const body of [contentTypes.linkedin.outline(talk), contentTypes.twitter.outline(talk)])
    expect(body.split('\n\n')[1]).not.toMatch(/ is a /);
});

test('what reads as one paragraph keeps its order, though what says what the topic is comes later in it', () => {
  const body = contentTypes.blog.outline(
    talkAbout(
      [
        ['Queues', 'Jobs wait in line until a worker is free.', 'A queue is a list of jobs that nobody has begun.'],
        ...MORE,
      ],
      'en',
    ),
  );
  expect(body).toContain('Jobs wait in line until a worker is free. A queue is a list of jobs that nobody has begun.');
});

test('a text that must be short loses its longest sentences first, then its opening, and no chapter', () => {
  const talk = talkAbout(
    MORE.map(([title = '', first = '', ...rest], i) => [title, first, ...(i === 1 ? [`${rest[0]}`] : [])]),
    'en',
  );
  const ofLength = (max: number): string =>
    ownContentType(ownTypeOf({ limit: { max, measure: 'characters' } })).outline(talk);
  const [all, some, none] = [10_000, 190, 120].map(ofLength);
  expect(all).toContain('In this talk');
  expect(some).not.toContain('In this talk');
  expect(some?.trim().length).toBeLessThanOrEqual(190);
  const kept = talk.segments.filter(({ text }) => some?.includes(text)).map(({ text }) => text);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(3);
  for (const title of titles) expect([all, some, none].every((text) => text?.includes(`## ${title}`))).toBe(true);
});

test('what is said in the same words of several things stands behind what is said once, wherever in a sentence they are', () => {
  const talk = talkAbout(
    MORE.map(([title = '', first = '', ...rest]) => [
      title,
      `Imagine ${title}, ${first.slice(0, -1)} and ${title} in a company with three hundred engineers.`,
      first,
      ...rest,
    ]),
    'en',
  );
  expect(contentTypes.linkedin.outline(talk)).not.toContain('three hundred engineers');
  expect(contentTypes.twitter.outline(talk)).not.toContain('three hundred engineers');
});

test('captions without capitals: who speaks is written as it is, and no turn of speech is quoted where there is other to quote', () => {
  const words = [
    'most teams get branches wrong in the beginning of a project',
    'if i delete a flag nobody has used for a month the tests run faster',
    'most teams get containers wrong in the beginning of a project',
    'every alert i have seen at night was about a full disk',
  ].flatMap((text) => text.split(' '));
  const lines = Array.from({ length: Math.ceil(words.length / 7) }, (_, i) => words.slice(i * 7, i * 7 + 7).join(' '));
  const segments = lines.map((text, index) => ({ index, startMs: index * 2_000, endMs: index * 2_000 + 2_000, text }));
  const talk = { ...talkAbout([['x', 'x']], 'en'), segments, durationMs: 60_000, chapters: [] };
  const body = contentTypes.blog.outline(talk);
  expect(body).toContain('“… if I delete a flag nobody has used for a month the tests run faster …”');
  expect(body).toContain('“… every alert I have seen at night was about a full disk …”');
  expect(body).not.toContain('most teams get');
});

test('the first post of a thread says what the talk is about, and each of the others holds as much as fits', () => {
  const posts = postsOf(contentTypes.twitter.outline(spread(talkAbout(MORE, 'en'))));
  expect(posts[0]).toContain(`In this talk: ${titles.join(' · ')}`);
  for (const post of posts.slice(1)) {
    const [title, ...sentences] = post.trim().split('\n\n');
    expect(title).toMatch(/^\w+ \(\d+:\d\d\)$/);
    expect(sentences).toHaveLength(2);
    expect(weightedLength(post)).toBeLessThanOrEqual(280);
  }
});

test('a post on LinkedIn tells more of a talk of few chapters than of one of many', () => {
  const few = contentTypes.linkedin.outline(talkAbout(MORE, 'en'));
  expect(few).toMatch(/^Ships\n.+\.\n.+\.$/m);
  const many = contentTypes.linkedin.outline(
    talkAbout(
      Array.from({ length: 6 }, (_, i) => varied(i)),
      'en',
    ),
  );
  expect(many).toMatch(/^Ships 1\n.+\.$/m);
  expect(many).not.toMatch(/^Ships 1\n.+\.\n.+\.$/m);
});

test('a section of a blog post shows the picture on which most is to be read of it, and no face', () => {
  const talk = talkAbout(MORE, 'en');
  const { startMs = 0, endMs = 0 } = talk.chapters[1] ?? {};
  const shot = (index: number, kind: 'slide' | 'person', text: string): Talk['screenshots'][number] => ({
    index,
    atMs: startMs + ((endMs - startMs) * index) / 10,
    distinct: true,
    seen: { kind, text, alt: text, title: null, code: null },
  });
  const person = shot(0, 'person', 'Ships, sailors, lamp, lighthouse, tower');
  const other = shot(1, 'slide', 'Who we are');
  const own = shot(2, 'slide', 'A lighthouse: a tower, a lamp, sailors');
  const pictures = (screenshots: Talk['screenshots']): string[] =>
    contentTypes.blog.outline({ ...talk, screenshots }).match(/screenshots\/\d+/g) ?? [];
  expect(pictures([person, other, own])).toEqual(['screenshots/2']);
  expect(pictures([person, other])).toEqual(['screenshots/1']);
  expect(pictures([person])).toEqual([]);
});
