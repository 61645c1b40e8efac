import { expect, test } from 'vitest';
import { contentTypes } from '../../src/content/content-types.js';
import { ground } from '../../src/content/grounding.js';
import { escapeMarkdown, saidInMarkdown, timestampLink } from '../../src/content/markdown.js';
import { sentencesOf } from '../../src/transcript/sentences.js';
import type { Talk } from '../../src/content/talk.js';
import { makeChapters } from '../../src/transcript/chapters.js';
import type { StepTask, Tools } from '../../src/steps/step.js';
import { run as chapters } from '../../src/steps/chapters/run.js';
import { run as draft } from '../../src/steps/draft/run.js';
import { FOUR_TOPICS, spoken } from './four-topics.js';

const durationMs = FOUR_TOPICS.at(-1)?.endMs ?? 0;

const talk: Talk = {
  title: 'Four *short* things',
  language: 'en',
  durationMs,
  segments: FOUR_TOPICS,
  chapters: makeChapters(FOUR_TOPICS, durationMs).map((chapter, index) => ({ index, ...chapter })),
  screenshots: Array.from({ length: Math.ceil(durationMs / 3_000) }, (_, index) => ({
    index,
    atMs: index * 3_000,
    distinct: index % 4 === 0,
  })),
  instructions: null,
};

const said = new Set(FOUR_TOPICS.map(({ text }) => text));
const blocksOf = (body: string) => body.trimEnd().split('\n\n');

test('the outline: title, what the talk is about, a section for each chapter', () => {
  const [title, lead, ...blocks] = blocksOf(contentTypes.blog.outline(talk));
  expect(title).toBe(String.raw`# Four \*short\* things`);
  expect(lead).toBe(`In this talk: ${talk.chapters.map(({ title: name }) => name).join(' · ')}`);
  expect(blocks.filter((block) => block.startsWith('## '))).toEqual(
    talk.chapters.map(({ title: name, startMs }) => `## ${name} (${timestampLink(startMs)})`),
  );
});

test('nothing in it was not said, and it is in order', () => {
  const [, , ...blocks] = blocksOf(contentTypes.blog.outline(talk));
  const paragraphs = blocks.filter((block) => !/^(?:## |\[|!\[)/.test(block));
  const sentences = paragraphs.flatMap((paragraph) => paragraph.replace(/^- /, '').split(/(?<=\.) /));
  expect(sentences.length).toBeGreaterThanOrEqual(8);
  for (const sentence of sentences) expect(said).toContain(sentence);
  const places = sentences.map((sentence) => FOUR_TOPICS.findIndex(({ text }) => text === sentence));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(sentences.join(' ')).not.toMatch(/Hello everyone|Let us move on|Thank you/);
});

test('each section links to its moment and shows one distinct screenshot of its own', () => {
  const body = contentTypes.blog.outline(talk);
  for (const { title, startMs, endMs } of talk.chapters) {
    const section = body.slice(body.indexOf(`## ${title}`)).split('\n## ')[0] ?? '';
    expect(section).toContain(`](#t=${Math.floor(startMs / 1_000)})`);
    const images = [...section.matchAll(/!\[Screenshot at [\d:]+\]\(screenshots\/(\d+)\.jpg\)/g)].map(([, n]) =>
      Number(n),
    );
    expect(images).toHaveLength(1);
    const shot = talk.screenshots[images[0] ?? -1];
    expect(shot).toMatchObject({ distinct: true });
    expect(shot?.atMs).toBeGreaterThanOrEqual(startMs);
    expect(shot?.atMs).toBeLessThan(endMs);
  }
  expect(ground(body, talk)).toEqual({ body, grounding: { timestamps: 4, images: 4, removed: 0 } });
});

test('instructions are not followed', () => {
  const asked = { ...talk, instructions: 'Write it as a pirate' };
  expect(contentTypes.blog.outline(asked)).toBe(contentTypes.blog.outline(talk));
});

test('speech cannot turn into formatting, links or images', () => {
  const text = '# Use *args, a_b and `x` [cat](http://evil/x.png) <script> [9:59](#t=599) today and always.';
  const segments = spoken([text]);
  const body = contentTypes.blog.outline({ ...talk, segments, chapters: [], screenshots: [], title: '1. <b>' });
  expect(body).toContain(String.raw`# 1\. \<b\>`);
  expect(body).toContain(
    String.raw`\# Use \*args, ` +
      '`a_b`' +
      String.raw` and \`x\` \[cat\](http://evil/x.png) \<script\> \[9:59\](#t=599)`,
  );
  expect(ground(body, talk).grounding).toEqual({ timestamps: 1, images: 0, removed: 0 });
  expect(escapeMarkdown('![cat](x.png)')).toBe(String.raw`!\[cat\](x.png)`);
  expect(escapeMarkdown('- 5 &amp; "AT&T"\n1. x')).toBe(String.raw`\- 5 \&amp; "AT&T" 1. x`);
});

test.each([
  ['Run git commit --no-verify once.', 'Run git commit `--no-verify` once.'],
  ['It lies in .git/hooks, beside src/index.ts.', 'It lies in `.git/hooks`, beside `src/index.ts`.'],
  [
    'Set max_connections, and call useEffect or main() first.',
    'Set `max_connections`, and call `useEffect` or `main()` first.',
  ],
  [
    'On macOS, iOS and node.js it runs on/off, at 3.5 a_ or e.g. on YouTube.',
    String.raw`On macOS, iOS and node.js it runs on/off, at 3.5 a\_ or e.g. on YouTube.`,
  ],
  ['A dash -- and * a star.', String.raw`A dash -- and \* a star.`],
])('what is code stands in code marks: %s', (text, written) => {
  expect(saidInMarkdown(text)).toBe(written);
});

test('what is said within a minute is one paragraph; what is said far apart are points', () => {
  const [near, far] = [10_000, 90_000].map((apartMs) =>
    contentTypes.blog.outline({
      ...talk,
      screenshots: [],
      chapters: [],
      durationMs: 12 * apartMs,
      segments: FOUR_TOPICS.slice(0, 12).map(({ text }, index) => ({
        index,
        startMs: index * apartMs,
        endMs: (index + 1) * apartMs,
        text,
      })),
    }),
  );
  const points = (body = ''): number => (body.match(/^- /gm) ?? []).length;
  expect(points(far)).toBeGreaterThan(points(near));
});

test('sentences are found across segments and begin where their segment does', () => {
  const segments = spoken(['I met Dr. Grace', 'Hopper in 1983. She found', 'a moth! Really?']);
  expect(sentencesOf(segments)).toEqual([
    { text: 'I met Dr. Grace Hopper in 1983.', startMs: 0, endMs: segments[1]?.endMs },
    { text: 'She found a moth!', startMs: segments[1]?.startMs, endMs: segments[2]?.endMs },
    { text: 'Really?', startMs: segments[2]?.startMs, endMs: segments[2]?.endMs },
  ]);
  expect(sentencesOf(spoken(['今日は', '晴れです。', '散歩しよう。'])).map(({ text }) => text)).toEqual([
    '今日は晴れです。',
    '散歩しよう。',
  ]);
});

test('speech without any punctuation is divided between segments, and nothing is lost', () => {
  const texts = Array.from({ length: 60 }, (_, i) => `words number ${i} without any stop`);
  const sentences = sentencesOf(spoken(texts));
  expect(sentences.length).toBeGreaterThan(5);
  expect(sentences.map(({ text }) => text).join(' ')).toBe(texts.join(' '));
});

const task = (key: StepTask['key']): StepTask => ({
  id: 't',
  projectId: 'p',
  key,
  runId: 'r',
  attempt: 1,
  failures: 0,
  maxAttempts: 4,
  instructions: null,
});

/** What the two steps use of their tools; every part is done anew. */
const tools = (segments: Talk['segments']): Tools =>
  ({
    given: {
      projectTitle: 'Four things',
      media: { durationMs },
      transcript: { durationMs, segments },
      speakers: [],
      chapters: talk.chapters,
      screenshots: talk.screenshots,
      pictures: [],
    },
    part: (_part: string, _input: unknown, work: () => Promise<unknown>) => work(),
    expectParts: () => undefined,
    progress: () => undefined,
    log: () => Promise.resolve(),
  }) as unknown as Tools;

test('the steps: chapters, and a draft that says where it came from', async () => {
  const result = talk.chapters.map(({ title, startMs, endMs }) => ({ title, startMs, endMs }));
  expect(await chapters(task('chapters'), tools(FOUR_TOPICS))).toEqual({
    kind: 'done',
    result: { items: result, notes: [] },
  });
  expect(await draft(task('draft:blog'), tools(FOUR_TOPICS))).toMatchObject({
    kind: 'done',
    result: { origin: 'offline', grounding: { timestamps: 4, images: 4, removed: 0 } },
  });
});

test('the steps: without a word there are no chapters, and nothing to write', async () => {
  expect(await chapters(task('chapters'), tools([]))).toEqual({ kind: 'done', result: { items: [], notes: [] } });
  const outcome = await draft(task('draft:blog'), tools([]));
  expect(outcome).toMatchObject({ kind: 'failed', code: 'nothing_to_write' });
  // What is no type of the registry is one that somebody made, and deleted since.
  const unknown = await draft(task('draft:constructor'), tools(FOUR_TOPICS));
  expect(unknown).toMatchObject({ kind: 'failed', code: 'type_deleted' });
});
