/** Drafts laid out in the built child process: what is refused is a property of the text, not of the machine. */
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { expect, test } from 'vitest';
import { Markdown } from '../../client/src/features/editor/markdown.js';
import type { Layout, LayoutLimits } from '../../src/content/layout.js';
import { laidOut } from '../../src/content/layout.js';
import { shownElements } from '../../src/contract/shown-html.js';
import { until } from '../support/until.js';

const CPU_MS = 1_000;
const limits: LayoutLimits = { cpuMs: CPU_MS, timeoutMs: 60_000 };
const program = 'dist/server/content/layout-child.js';
const layout = (body: string): Layout => ({
  title: 'Bread',
  format: 'markdown',
  body,
  moments: '#t=',
  screenshots: '/',
  pictures: '/',
  html: true,
});

/** The one child that runs this program. */
async function childOfThis(): Promise<number | undefined> {
  const { pid } = process;
  const all = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  for (const child of all.trim().split(' ').filter(Boolean)) {
    if ((await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')).includes('layout-child'))
      return Number(child);
  }
  return undefined;
}

test('a machine that gives it no time for long is no fault of the text', async () => {
  const page = laidOut(layout('# Bread\n\nTakes *time*.'), limits, program);
  const child = await until('the child', childOfThis);
  process.kill(child, 'SIGSTOP');
  await wait(2 * CPU_MS);
  process.kill(child, 'SIGCONT');
  expect((await page).page).toContain('<h1>Bread</h1>\n<p>Takes <em>time</em>.</p>');
});

test('a machine that gives it none at all is said to be busy', async () => {
  const page = laidOut(layout('# Bread'), { ...limits, timeoutMs: 1_000 }, program);
  const refused = expect(page).rejects.toMatchObject({ status: 503, code: 'busy' });
  process.kill(await until('the child', childOfThis), 'SIGSTOP');
  await refused;
});

test('of tens of thousands of pictures it is said that they are too many', async () => {
  const page = laidOut(layout('![A slide](screenshots/7.jpg)\n\n'.repeat(40_000)), limits, program);
  await expect(page).rejects.toMatchObject({
    code: 'too_complex',
    message: expect.stringMatching(/40,000 pictures/) as string,
  });
});

test('the posts of a thread are apart on a page however their divider is written', async () => {
  const body = 'One\ngoes on.\n---\nTwo.\n\n***\n\nThree --- of them.';
  const { page } = await laidOut({ ...layout(body), format: 'thread' }, limits, program);
  const inside = '<p>One<br>\ngoes on.</p>\n<hr>\n<p>Two.</p>\n<hr>\n<p>Three --- of them.</p>';
  expect(page).toContain(`<body>\n${inside}\n</body>`);
});

const TRACKER = 'https://tracker.example.org/p.png';
const strange: [string, string][] = [
  ['an image', `![A *shop*](${TRACKER} "title")`],
  ['one without words', `![](${TRACKER})`],
  ['one in a link', `[![Shop](${TRACKER})](https://example.org)`],
  ['one in the words of another', `![a ![b](${TRACKER})](${TRACKER})`],
  ['one behind a mark', `Look!![Shop](${TRACKER})`],
  ['one by a name', `![Shop][it]\n\n[it]: ${TRACKER}`],
  ['one without a scheme', '![Shop](//tracker.example.org/p.png)'],
  ['HTML', `Look <img alt="Shop" src="${TRACKER}"> and <IMG SRC='${TRACKER}' srcset="${TRACKER} 2x">`],
  ['other HTML', `<video poster="${TRACKER}" autoplay>\n![Shop](${TRACKER})\n</video>`],
  ['styles', `<div style="background:url(${TRACKER})">\n\n<style>body{background:url(${TRACKER})}</style>\n\n</div>`],
  ['tags in tags', `a <<video>img src="${TRACKER}"> b`],
  ['a tag between', `!<video>[Shop](${TRACKER})`],
  ['a tag without an end', `<div>\n<img src="${TRACKER}"\n\nwords > of it`],
];

/** As others show it, whose converters let HTML through. */
const shownAs = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
const FETCHES = /<(?:img|video|source|style|iframe)\b|\s(?:style|srcset|poster)=/i;

test('no image from elsewhere leaves as Markdown: it is a link, as in HTML, and what is the project’s own stays', async () => {
  for (const [name, body] of strange) {
    expect(shownAs(body), name).toMatch(name === 'tags in tags' || name === 'a tag between' ? /<video/ : FETCHES);
    const { text } = await laidOut({ ...layout(body), html: false }, limits, program);
    expect(shownAs(text), name).not.toMatch(FETCHES);
  }
  const own = 'A ![Slide](screenshots/7.jpg) ![Mine][m] `![x](https://a.b)` <b>c</b>\n\n[m]: pictures/a.png';
  const there = { screenshots: 'screenshots/', pictures: 'pictures/' };
  const kept = await laidOut({ ...layout(own), ...there, html: false }, limits, program);
  expect(kept).toMatchObject({ text: own, shown: [7], pictures: ['a.png'] });
  const { text } = await laidOut({ ...layout(`![A *shop*](${TRACKER})`), html: false }, limits, program);
  expect(text).toBe(`[A shop](<${TRACKER}>)`);
});

/** Drafts, and what is to be seen of them: elements, and addresses of links. */
const samples = [
  '# A\n\n**b** *c* ~~d~~ `e`\n\n> f\n\n---\n\n```js\ng\n```',
  '- [x] a\n- [ ] b\n\n3. c\n4. d',
  '| a | b |\n|:--|--:|\n| c | d |',
  '[a](https://a.example) [b](mailto:b@example.org) [c](http://c.example "t") https://d.example',
  '[a](javascript:alert(1)) [b](data:text/html,x) [c](/path) [d](//d.example) [e](vbscript:x) [f](JaVaScRiPt:x)',
  `![a](${TRACKER}) ![b](data:image/png;base64,AAAA)`,
];
const elementsOf = (html: string): string[] => [...html.matchAll(/<([a-z]\w*)/g)].map(([, name = '']) => name);
const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*? href="([^"]*)"/g)].map(([, href = '']) => href);

test('the page and exports show the same elements of a draft, and links to the same schemes', async () => {
  for (const body of samples) {
    const { inside } = await laidOut(layout(body), limits, program);
    const page = renderToStaticMarkup(
      createElement(MemoryRouter, null, createElement(Markdown, { projectId: 'p', text: body })),
    );
    for (const html of [inside, page]) {
      expect(elementsOf(html).filter((name) => !shownElements.includes(name))).toEqual([]);
      expect(html).not.toMatch(/<img|(?:href|src)="(?:javascript|data|vbscript|\/)/i);
    }
    // An image from elsewhere is words there, and a link here.
    expect(linksOf(inside).filter((href) => href !== TRACKER)).toEqual(linksOf(page));
  }
});

test.each([
  ['many levels', '>'.repeat(9_000)],
  ['many unfinished marks', '*a_ '.repeat(60_000)],
])('%s are refused', async (_, body) => {
  const page = laidOut(layout(body), limits, program);
  await expect(page).rejects.toMatchObject({ status: 422, code: 'too_complex' });
});
