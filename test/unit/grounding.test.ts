import { expect, test } from 'vitest';
import { ground } from '../../src/content/grounding.js';

const talk = {
  durationMs: 177_600,
  screenshots: Array.from({ length: 60 }, (_, index) => ({ index, atMs: index * 3_000, distinct: true })),
};

const kept = (timestamps: number, images: number, removed: number) => ({ timestamps, images, removed });

test('what exists is kept as it is', () => {
  const body =
    '# T\n\nSee [0:53](#t=53), [the bees](#t=93) and ![A bee](screenshots/32.jpg).  \n[Site](https://example.org)\n';
  expect(ground(body, talk)).toEqual({ body, grounding: kept(2, 1, 0) });
});

test.each([
  ['a time a little after the end', '[2:59](#t=179)', '[2:57](#t=177)', kept(1, 0, 0)],
  ['a time before the start', '[0:00](#t=-3)', '[0:00](#t=0)', kept(1, 0, 0)],
  ['a label that says another time', '[1:53](#t=53.4)', '[0:53](#t=53)', kept(1, 0, 0)],
  ['a time written as a clock', '[here](#t=1:02)', '[here](#t=62)', kept(1, 0, 0)],
  [
    'a screenshot just beside',
    '![Bees](screenshots/61.jpg)',
    '![Screenshot at 2:57](screenshots/59.jpg)',
    kept(0, 1, 0),
  ],
  ['another way to write a path', '![Bees](./screenshots/7.png "t")', '![Bees](screenshots/7.jpg)', kept(0, 1, 0)],
])('%s is repaired', (_name, draft, body, grounding) => {
  expect(ground(draft, talk)).toEqual({ body, grounding });
});

test.each([
  ['a time long after the end', 'At the end ([59:59](#t=3599)), they leave.', 'At the end, they leave.'],
  ['its words stay', 'Then [the bees](#t=3599) leave.', 'Then the bees leave.'],
  ['no time at all', 'Then [the bees](#t=soon) leave.', 'Then the bees leave.'],
  ['a screenshot that there is not', 'A\n\n![x](screenshots/400.jpg)\n\nB', 'A\n\nB'],
  ['a picture from elsewhere', 'A\n\n![x](https://example.org/a.png)\n\nB', 'A\n\nB'],
  ['a picture by reference', 'A ![x][1] B', 'A B'],
  ['a picture in HTML', 'A <img src="https://example.org/a.png" alt="x"> B', 'A B'],
])('invented: %s is removed and counted', (_name, draft, body) => {
  expect(ground(draft, talk)).toEqual({ body, grounding: kept(0, 0, 1) });
});

test('a time beyond the talk is there up to five seconds after its end, as the last second', () => {
  const link = (time: string) => ground(`Then [they](#t=${time}) leave.`, talk);
  // It lasts 177.6 s.
  for (const time of ['177', '177.9', '182.6', '3:02']) {
    expect(link(time)).toEqual({ body: 'Then [they](#t=177) leave.', grounding: kept(1, 0, 0) });
  }
  for (const time of ['182.7', '183', '3:03', '1:00:00', '999999999']) {
    expect(link(time)).toEqual({ body: 'Then they leave.', grounding: kept(0, 0, 1) });
  }
  const whole = (time: string) => ground(`[at](#t=${time})`, { ...talk, durationMs: 60_000 }).body;
  expect(['59', '60', '65', '65.1'].map(whole)).toEqual(['[at](#t=59)', '[at](#t=59)', '[at](#t=59)', 'at']);
  expect(ground('[at](#t=4)', { ...talk, durationMs: 0 }).body).toBe('[at](#t=0)');
});

test('a moment is written in whole seconds, however it was written', () => {
  const ways = {
    '53': 53,
    '53.9': 53,
    '53s': 53,
    '0:53': 53,
    '00:53': 53,
    '1:02': 62,
    '0:01:02': 62,
    '0:02:03.5': 123,
  };
  for (const [way, seconds] of Object.entries(ways)) {
    expect(ground(`[at](#t=${way})`, talk).body, way).toBe(`[at](#t=${seconds})`);
  }
  for (const none of ['', 'x53', '53x', '1:2:3:4', '1:', ':5', '5.', '--5', '0x5']) {
    expect(ground(`[at](#t=${none})`, talk).body, none).toBe('at');
  }
});

test('a talk without screenshots has no images', () => {
  expect(ground('![x](screenshots/0.jpg)', { ...talk, screenshots: [] })).toEqual({
    body: '',
    grounding: kept(0, 0, 1),
  });
});

test('code and escaped brackets are not references', () => {
  const body = 'Write `![x](y.png)` or\n\n```md\n[9:59](#t=9999)\n```\n\nor \\![x\\](#t=9999).';
  expect(ground(body, talk)).toEqual({ body, grounding: kept(0, 0, 0) });
});

test('tags that never end, and lists within lists without an end, are read in good time', { timeout: 60_000 }, () => {
  const tags = `${'<a href=#t=1 '.repeat(100_000)}x`;
  expect(ground(`<div>\n${tags}`, talk).grounding.removed).toBe(0);
  const levels = `${'- '.repeat(20_000)}The bees [leave](#t=3599).\n`;
  expect(ground(levels, talk)).toEqual({ body: `${'- '.repeat(20)}The bees leave.\n`, grounding: kept(0, 0, 1) });
  const rule = '* '.repeat(15).trim();
  expect(ground(`${rule}\n\n${'-'.repeat(80)}\n`, talk).body).toBe(`${rule}\n\n${'-'.repeat(80)}\n`);
});

test.each([
  ['a few, each hidden by the one before', 11],
  ['more than anybody would write', 400],
])('pictures between backticks, %s: none is left', (_name, times) => {
  for (const hidden of [
    '```![c][d]` ',
    '`![b](http://x.y/z.png)```[x](#t=0)',
    '`![b](http://x.y/z.png)```![y](screenshots/1.jpg)',
  ]) {
    const { body } = ground(hidden.repeat(times), talk);
    const { grounding } = ground(body, talk);
    expect(grounding.removed).toBe(0);
    expect(grounding).toEqual(ground(ground(body, talk).body, talk).grounding);
  }
});
