/** Every content type: its offline outline, and how it checks what a language model may write. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentTypes } from '../../src/content/content-types.js';
import { inPieces } from '../../src/content/fitting.js';
import { ground } from '../../src/content/grounding.js';
import type { ContentType, Talk } from '../../src/content/talk.js';
import { postsOf } from '../../src/content/thread.js';
import { weightedLength } from '../../src/content/types/twitter.js';
import { makeChapters } from '../../src/transcript/chapters.js';
import { inSmallOrLong } from '../support/long-form.js';
import { ownTypes } from '../support/own-types.js';
import { FOUR_TOPICS } from './four-topics.js';

/** How many characters of what a model or an attacker may repeat without an end. */
const MANY = inSmallOrLong(25_000, 100_000);

/** The talk of four topics, so many times in a row. */
function talkOf(times: number): Talk {
  const once = (FOUR_TOPICS.at(-1)?.endMs ?? 0) + 2_000;
  const segments = Array.from({ length: times }, (_, i) =>
    FOUR_TOPICS.map((one) => ({ ...one, startMs: one.startMs + i * once, endMs: one.endMs + i * once })),
  )
    .flat()
    .map((segment, index) => ({ ...segment, index }));
  const durationMs = times * once;
  const chapters = Array.from({ length: times }, (_, i) =>
    makeChapters(FOUR_TOPICS, once).map((chapter) => ({
      title: chapter.title,
      startMs: chapter.startMs + i * once,
      endMs: chapter.endMs + i * once,
    })),
  ).flat();
  return {
    title: 'Four things',
    language: 'en',
    durationMs,
    segments,
    instructions: null,
    chapters: chapters.map((chapter, index) => ({ index, ...chapter })),
    screenshots: Array.from({ length: 40 }, (_, index) => ({ index, atMs: index * 3_000, distinct: index % 4 === 0 })),
  };
}

const talk = talkOf(1);
const types: [string, ContentType][] = [...Object.entries<ContentType>(contentTypes), ...ownTypes];

/** Bits that drafts are made of, real and invented ones. */
const bits = fc.oneof(
  fc.constantFrom(
    '[0:10](#t=10)',
    '[9:99](#t=99999)',
    '![a](screenshots/1.jpg)',
    '![b](http://x.y/z.png)',
    '![c][d]',
    '[d]: #t=3',
  ),
  fc.constantFrom(
    '<img src=x>',
    '<a href="#t=99999">z</a>',
    '```',
    '~~~',
    '`',
    '(',
    ')',
    '[',
    '![',
    '](',
    '\n',
    '\n\n',
    '---',
    '# ',
  ),
  fc.constantFrom(
    '0:12',
    '99:59',
    '1:99:00',
    'at 10:30 am',
    '0:00 Start\n',
    '1:00 Next\n',
    '7:77:77',
    '👩‍👩‍👧',
    '漢字',
    ' ',
  ),
  fc.string(),
  fc.integer({ min: 0, max: 100_000 }).map((n) => `[x](#t=${n})`),
);
const drafts = fc.array(bits, { maxLength: 60 }).map((parts) => parts.join(''));

test('Markdown of any kind ends with moments and pictures that exist, and a second look finds nothing more', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const { body } = ground(draft, talk);
      const again = ground(body, talk);
      expect(again.grounding.removed).toBe(0);
      expect(ground(again.body, talk).body).toBe(again.body);
    }),
    { numRuns: inSmallOrLong(150, 500) },
  );
});

test('text that asks for nothing of the talk stays byte for byte', () => {
  const body =
    '---\ntitle: *x*\n---\n\n* a\n+ b\n\n| a | b |\n|---|:-:|\n| `c` | [d](https://e.org "f") |\n\nz  \n\ty\n';
  expect(ground(body, talk)).toEqual({ body, grounding: { timestamps: 0, images: 0, removed: 0 } });
});

test.each([
  ['a link by reference', 'See [the bees][b].\n\n[b]: #t=10', 'See [the bees](#t=10).\n\n'],
  ['a picture by reference', '![Bees][p]\n\n[p]: screenshots/1.jpg', '![Bees](screenshots/1.jpg)\n\n'],
  ['a picture that links to a moment', '[![Bees](screenshots/1.jpg)](#t=99999)', '![Bees](screenshots/1.jpg)'],
  ['a link in HTML', 'See <a href="#t=99999">this</a>.', 'See <a>this</a>.'],
  ['code in tildes', '~~~\n![x](y.png)\n~~~\n', '~~~\n![x](y.png)\n~~~\n'],
])('%s', (_name, draft, body) => {
  expect(ground(draft, talk).body).toBe(body);
});

test.each([
  ['of pictures without an end', '![a]('.repeat(MANY / 5), MANY / 5],
  ['of brackets', '['.repeat(MANY), 0],
  ['of tags without an end', '<img '.repeat(MANY / 5), 0],
  ['of moments', 'at [0:10](#t=10) '.repeat(6_000), 0],
  ['of one word', 'a'.repeat(MANY), 0],
])('many kB %s are read in good time by every type', (_name, draft, removed) => {
  for (const [id, type] of types) expect(type.check(draft, talk).grounding.removed, id).toBe(removed);
});

describe.each(types)('%s', (_id, type) => {
  const within = (body: string): boolean => {
    if (!type.limit) return true;
    const { max, measure, per } = type.limit;
    const lengthOf = measure === 'weighted' ? weightedLength : (text: string) => text.trimEnd().length;
    return (per === 'post' ? postsOf(body) : [body]).every((text) => lengthOf(text) <= max);
  };

  test('its outline is made of the talk, has nothing to take out before it is published, and stands its own check', () => {
    const outline = type.outline(talk);
    expect(talk.segments.some(({ text }) => outline.includes(text))).toBe(true);
    expect(outline).not.toMatch(/offline|language model/);
    const { body, grounding } = type.check(outline, talk);
    expect(grounding.removed).toBe(0);
    expect(within(body)).toBe(true);
  });

  test('a talk of hours still makes an outline within its limits', () => {
    const hours = talkOf(60);
    const { body, grounding } = type.check(type.outline(hours), hours);
    expect(within(body)).toBe(true);
    expect(grounding.removed).toBe(0);
  });

  test('a moment that the talk does not have is taken out, and counted', () => {
    for (const written of ['Then [59:59](#t=3599) it ends.', 'Then ![x](screenshots/999.jpg) it ends.']) {
      const { body, grounding } = type.check(written, talk);
      expect([grounding.removed, /59:59|999|#t=/.test(body)]).toEqual([1, false]);
    }
    if (type.format !== 'markdown') expect(type.check('At 59:59 it ends.', talk).body).not.toContain('59:59');
  });

  test('whatever the model writes, the draft is within its limits and names only moments that exist', () => {
    fc.assert(
      fc.property(drafts, fc.integer({ min: 1, max: 40 }), (draft, times) => {
        const { body } = type.check(draft.repeat(times), talk);
        expect(within(body)).toBe(true);
        if (type.format === 'markdown') expect(type.check(body, talk).grounding.removed).toBe(0);
      }),
      { numRuns: inSmallOrLong(25, 60) },
    );
  }, 60_000);
});

test('a post that is too long becomes several, without a loss', () => {
  const words = Array.from({ length: 200 }, (_, i) => `word${i}`);
  const { body } = contentTypes.twitter.check(words.join(' '), talk);
  const posts = postsOf(body);
  expect(posts.length).toBeGreaterThan(5);
  expect(posts.join(' ').split(/\s+/)).toEqual(words);
  expect(posts.every((post) => weightedLength(post) > 200 || post === posts.at(-1))).toBe(true);
});

test('a text is cut between sentences where that is enough, never within a letter', () => {
  expect(inPieces('One two. Three four. Five.', 20, ({ length }) => length)).toEqual(['One two. Three four.', 'Five.']);
  expect(inPieces('👩‍👩‍👧'.repeat(10), 16, ({ length }) => length)).toEqual(Array(5).fill('👩‍👩‍👧'.repeat(2)));
});

test('a LinkedIn post that is too long says how much was left out', () => {
  const { body, grounding } = contentTypes.linkedin.check('A sentence of the model. '.repeat(200), talk);
  expect(body.length).toBeLessThanOrEqual(3_001);
  expect(body).toMatch(/model\.\n$/);
  expect(grounding.cut).toBe(4_999 - body.trimEnd().length);
});

test.each(types)('%s: blanks without an end are read in good time', (_name, type) => {
  const blanks = ' '.repeat(MANY);
  for (const start of ['', 'Chapters', '0:00', '- ', '- 0:00 -', 'http://x']) {
    const { body } = type.check(`Bees.\n\n${start}${blanks}x\n`, talk);
    expect(body).toContain('Bees.');
  }
});

test('a YouTube description has the talk’s own chapters, in place of those that the model made up', () => {
  const [, second] = talk.chapters;
  const draft = `Learn it.\n\nChapters:\n0:00 Hello\n- 0:07 Nonsense\n(59:59) More\n\nSubscribe <now>!`;
  const { body, grounding } = contentTypes.youtube.check(draft, talk);
  expect(body).toMatch(/^Learn it\.\n\nChapters\n0:00 /);
  expect(body).toContain(second?.title);
  expect(body).toMatch(/\n\nSubscribe ‹now›!\n$/);
  expect(body).not.toMatch(/Nonsense|More|Hello/);
  expect(grounding).toEqual({ timestamps: talk.chapters.length, images: 0, removed: 2 });
});
