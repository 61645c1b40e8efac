/** Drafts laid out in the built child process: what is refused is a property of the text, not of the machine. */
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Layout, LayoutLimits } from '../../src/content/layout.js';
import { laidOut } from '../../src/content/layout.js';
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

test.each([
  ['many levels', '>'.repeat(9_000)],
  ['many unfinished marks', '*a_ '.repeat(60_000)],
])('%s are refused', async (_, body) => {
  const page = laidOut(layout(body), limits, program);
  await expect(page).rejects.toMatchObject({ status: 422, code: 'too_complex' });
});
