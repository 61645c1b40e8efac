/** What drafts are given of slides, and where their code is said to come from. */
import { expect, test } from 'vitest';
import { codeOrigins } from '../../src/content/code-origins.js';
import { ground } from '../../src/content/grounding.js';
import { codeNotes, pictureNotes } from '../../src/content/picture-notes.js';
import type { Talk } from '../../src/content/talk.js';

const CODE = 'function greet(names) {\n  for (const name of names) {\n    console.log(name);\n  }\n}';
const shot = (index: number, seen: Partial<NonNullable<Talk['screenshots'][number]['seen']>> = {}) => ({
  index,
  atMs: index * 3_000,
  distinct: true,
  seen: { kind: 'slide' as const, text: '', title: null, code: null, alt: '', ...seen },
});
const screenshots: Talk['screenshots'] = [
  shot(0, { kind: 'person', alt: 'The speaker' }),
  shot(20, { title: 'Git hooks', text: 'Git hooks\nA hook runs first', alt: 'Slide: Git [hooks]' }),
  shot(40, { kind: 'code', code: CODE, text: `main.js\n${CODE}`, alt: 'Code: greet' }),
];
const talk = { screenshots, durationMs: 200_000, segments: [] };

test('of a picture without words it is listed what somebody saw on it', () => {
  const seen = { kind: 'diagram' as const, text: '', title: null, code: null, alt: 'Two boxes joined by an arrow.' };
  const screenshots = [{ index: 3, atMs: 9_000, distinct: true, seen }];
  expect(pictureNotes({ screenshots }, 9)).toEqual(['3: at 0:09, diagram: Two boxes joined by an arrow.']);
});

test('pictures are listed with what is on them, and code stands by itself with its lines', () => {
  expect(pictureNotes(talk, 9)).toEqual([
    '0: at 0:00, person',
    '20: at 1:00, slide “Git hooks”: Git hooks A hook runs first',
    '40: at 2:00, code: main.js',
  ]);
  expect(codeNotes(talk, 1_000)).toEqual([`[2:00]\n${CODE}`]);
  expect(codeNotes(talk, 10)).toEqual([]);
});

test('where there are too many, those that show a face are left out first', () => {
  expect(pictureNotes(talk, 2).map((line) => line.split(':')[0])).toEqual(['20', '40']);
});

test('code of a draft is told by where it comes from, though a sign was misread', () => {
  const misread = CODE.replace('console.log', 'console_log');
  const draft = `\`\`\`js\n${misread}\n\`\`\`\n\n\`\`\`\nrm -rf build && make all\n\`\`\`\n`;
  expect(codeOrigins(draft, talk, [])).toEqual({
    counts: { onSlides: 1, said: 0, elsewhere: 1 },
    elsewhere: [{ index: 1, start: draft.lastIndexOf('```\nrm'), kind: 'code', was: '', now: null }],
  });
  expect(codeOrigins('No code here.', talk, [])).toBeUndefined();
});

test('an alt text that says nothing is told by what is on the picture; one that says something stays', () => {
  expect(ground('![](screenshots/20.jpg)', talk).body).toBe('![Slide: Git \\[hooks\\]](screenshots/20.jpg)');
  expect(ground('![A diagram of hooks](screenshots/20.jpg)', talk).body).toBe(
    '![A diagram of hooks](screenshots/20.jpg)',
  );
});
