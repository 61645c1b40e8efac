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

test('a picture that people put into a passage and locked is no invention; another one is', () => {
  const passage = 'Look:\n\n![a cat](pictures/cat.gif)';
  const locked = { ...talk, locked: [passage] };
  expect(ground(`A\n\n${passage}\n`, locked)).toEqual({ body: `A\n\n${passage}\n`, grounding: kept(0, 1, 0) });
  const invented = ground('A\n\n![a dog](pictures/dog.gif)\n\nB', locked);
  expect(invented).toEqual({ body: 'A\n\nB', grounding: kept(0, 0, 1) });
  expect(ground(`A\n\n${passage}\n`, talk).grounding.removed).toBe(1);
});

test('a talk without screenshots has no images', () => {
  expect(ground('![x](screenshots/0.jpg)', { ...talk, screenshots: [] })).toEqual({
    body: '',
    grounding: kept(0, 0, 1),
  });
});

test.each([
  ['a link without a label', '[](#t=53)', '[0:53](#t=53)', kept(1, 0, 0)],
  ['a link without a label, beyond the talk', 'A [](#t=999) b', 'A b', kept(0, 0, 1)],
  ['a link in capitals', '[here](#T=53)', '[here](#t=53)', kept(1, 0, 0)],
  [
    'a picture that links to a moment',
    '[![Bees](screenshots/7.jpg)](#t=53)',
    '[![Bees](screenshots/7.jpg)](#t=53)',
    kept(1, 1, 0),
  ],
  [
    'a picture in a link elsewhere',
    '[![x](screenshots/400.jpg) b](https://e.org)',
    '[ b](https://e.org)',
    kept(0, 0, 1),
  ],
  ['a link with more than words', '[**the** bees](#t=53)', '[**the** bees](#t=53)', kept(1, 0, 0)],
  ['brackets in what a picture shows', '![a \\] b](screenshots/7.jpg)', '![a \\] b](screenshots/7.jpg)', kept(0, 1, 0)],
  ['two screenshots too far', '![x](screenshots/61.jpg)', '![Screenshot at 2:57](screenshots/59.jpg)', kept(0, 1, 0)],
  ['three screenshots too far', 'A ![x](screenshots/62.jpg) b', 'A b', kept(0, 0, 1)],
  ['a definition for elsewhere', '[a][b]\n\n[b]: https://e.org', '[a][b]\n\n[b]: https://e.org', kept(0, 0, 0)],
  ['the first of two definitions', '[a][b]\n\n[b]: #t=5\n[b]: #t=9', '[a](#t=5)\n\n', kept(1, 0, 0)],
  ['a definition for a picture', '![a][b]\n\n[b]: screenshots/7.jpg', '![a](screenshots/7.jpg)\n\n', kept(0, 1, 0)],
  ['a definition for a picture that there is not', '![a][b]\n\n[b]: x.png', '[b]: x.png', kept(0, 0, 1)],
  ['a picture that is only named', 'A ![x] b', 'A b', kept(0, 0, 1)],
  ['two of them in a line', 'A ![x] b ![y][z] c', 'A b c', kept(0, 0, 2)],
  ['one that is escaped', 'A \\![x] b', 'A \\![x] b', kept(0, 0, 0)],
  ['something else in brackets', 'A [x] b! [y]', 'A [x] b! [y]', kept(0, 0, 0)],
])('%s', (_name, draft, body, grounding) => {
  expect(ground(draft, talk)).toEqual({ body, grounding });
});

test.each(['img', 'picture', 'source', 'video', 'audio', 'iframe', 'object', 'embed', 'svg'])(
  'a %s in HTML is taken out with its end, and counted once',
  (tag) => {
    const removed = { body: 'A b c', grounding: kept(0, 0, 1) };
    expect(ground(`A <${tag} src="x"> b</${tag}> c`, talk)).toEqual(removed);
    expect(ground(`A <${tag.toUpperCase()}> b</${tag.toUpperCase()}> c`, talk)).toEqual(removed);
    const other = `A <${tag}x> b`;
    expect(ground(other, talk)).toEqual({ body: other, grounding: kept(0, 0, 0) });
  },
);

test.each([
  ['<a href="#t=53">', '<a href="#t=53">', kept(1, 0, 0)],
  ["<a href='#t=53.9'>", "<a href='#t=53'>", kept(1, 0, 0)],
  ['<A HREF="#T=0:53">', '<A HREF="#t=53">', kept(1, 0, 0)],
  ['<a class="x" href = "#t=180" id="y">', '<a class="x" href = "#t=177" id="y">', kept(1, 0, 0)],
  ['<a href="#t=999">', '<a>', kept(0, 0, 1)],
  ['<a href="#top">', '<a href="#top">', kept(0, 0, 0)],
  ['<a data-href="https://e.org/#t=999">', '<a data-href="https://e.org/#t=999">', kept(0, 0, 0)],
  ['<abbr href="#t=999">', '<abbr href="#t=999">', kept(0, 0, 0)],
])('%s becomes %s', (tag, becomes, grounding) => {
  expect(ground(`See ${tag}this.`, talk)).toEqual({ body: `See ${becomes}this.`, grounding });
});

test('lists and quotes twenty deep are left alone', () => {
  for (const mark of ['> ', '- ', '+ ', '1. ', '2) ']) {
    const deep = `${mark.repeat(20)}Bees.`;
    expect(ground(deep, talk).body).toBe(deep);
    expect(ground(mark + deep, talk).body).toBe(deep);
  }
});

test('code and escaped brackets are not references', () => {
  const body = 'Write `![x](y.png)` or\n\n```md\n[9:59](#t=9999)\n```\n\nor \\![x\\](#t=9999).';
  expect(ground(body, talk)).toEqual({ body, grounding: kept(0, 0, 0) });
});

test('tags that never end, and lists within lists without an end, are read in good time', () => {
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

test('where each picture that goes brings another to light, forty go one by one, and then all references at once', () => {
  const hidden = (times: number): string =>
    `Bees. ${'!'.repeat(times)}![x](y.png)${'[b](z.png)'.repeat(times)} [c](#t=53) ![d](screenshots/7.jpg)`;
  const rest = '[c](#t=53) ![d](screenshots/7.jpg)';
  expect(ground(hidden(38), talk)).toEqual({ body: `Bees. ${rest}`, grounding: kept(1, 1, 39) });
  const { body, grounding } = ground(hidden(100), talk);
  expect(grounding).toEqual(kept(0, 0, 42));
  expect(body).toMatch(/^Bees\. !+b\(z\.png\).* c\(#t=53\) !d\(screenshots\/7\.jpg\)$/);
});
