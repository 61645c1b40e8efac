/** The form of drafts without a language model: how they begin, what they leave out, and what a post holds. */
import { expect, test } from 'vitest';
import { contentTypes } from '../../src/content/content-types.js';
import { talkAbout, TOPICS } from './three-things.js';

/** Each topic with more to say, so that there is something to spare. */
const OWN = [
  ['Wax keeps the honey of a hive safe from damp air.', 'A swarm follows its queen to another hollow tree.'],
  ['Harbour pilots know every sandbank of their coast.', 'Fog horns replace the lamp when nobody can see it.'],
  ['Printers prefer a heavy sheet with a smooth surface.', 'Acid makes cheap sheets yellow within some years.'],
];
const MORE = TOPICS.map((topic, i) => [...topic, ...(OWN[i] ?? [])]);

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
