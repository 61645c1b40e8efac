import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Segment } from '../../src/contract/content.js';
import { likelyTokens } from '../../src/outside/language-model/tokens.js';
import { createWriter } from '../../src/outside/language-model/openai-writer.js';
import type { Given } from '../../src/steps/step.js';
import { run as chapters } from '../../src/steps/chapters/run.js';
import { run as draft } from '../../src/steps/draft/run.js';
import { makeChapters, timestamp } from '../../src/transcript/chapters.js';
import type { Behaviour, ChatRequestBody, ChatServer } from '../support/chat-server.js';
import { refuses, says, startChatServer } from '../support/chat-server.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';
import { FOUR_TOPICS } from './four-topics.js';

let server: ChatServer;
let bench: Bench;

beforeEach(async () => {
  server = await startChatServer();
});
afterEach(async () => {
  await bench.remove();
  await server.stop();
});

/** Each segment says something that no other does. */
const longTalk = (count: number): Segment[] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    startMs: index * 4_000,
    endMs: index * 4_000 + 3_900,
    text: `This is remark <${index}>, and it goes on about one thing or another for a while.`,
  }));

async function open(segments: Segment[], given: Partial<Given> = {}): Promise<void> {
  const durationMs = (segments.at(-1)?.endMs ?? 0) + 1_000;
  const transcript: Given['transcript'] = {
    language: 'en',
    source: 'captions',
    coverage: 1,
    missing: [],
    durationMs,
    segments,
  };
  bench = await createBench('', { transcript, ...given });
  const writer = { baseUrl: server.baseUrl, apiKey: '', model: 'scribe' };
  bench.tools.writer = createWriter({ writer, aiTimeoutMs: 10_000, aiConcurrency: 4 });
}

const runDraft = (instructions: string | null = null) =>
  draft({ ...bench.task, key: 'draft:blog', instructions }, bench.tools);
/** The outcome, with the chapters alone as its result. */
async function runChapters() {
  const outcome = await chapters({ ...bench.task, key: 'chapters' }, bench.tools);
  return outcome.kind === 'done' ? { ...outcome, result: outcome.result.items } : outcome;
}

const promptOf = ({ messages }: ChatRequestBody): string => messages.map(({ content }) => content).join('\n');
const isNotes = (request: ChatRequestBody): boolean => /- You (?:take|make) notes/.test(promptOf(request));

/** Notes of so many characters on each window, and a draft. */
const writes =
  (notesChars: number): Behaviour =>
  (response, request) => {
    const note = '[0:04] A note on this. ';
    const text = isNotes(request)
      ? note.repeat(Math.ceil(notesChars / note.length))
      : '# A draft\n\nDone, [0:04](#t=4).';
    says(text)(response, request);
  };

/** Every remark of the talk is in at least one of the prompts. */
function expectAllToldTo(requests: ChatRequestBody[], segments: Segment[]): void {
  const told = requests.map(promptOf).join('\n');
  expect(segments.filter(({ index }) => !told.includes(`<${index}>`)).map(({ index }) => index)).toEqual([]);
}

const screenshots = Array.from({ length: 40 }, (_, index) => ({
  index,
  atMs: index * 3_000,
  distinct: index % 4 === 0,
  width: 1,
  height: 1,
  key: '',
}));

test('a short talk goes in whole: what was said, screenshots, passages, instructions; the text is shown as it comes', async () => {
  await open(FOUR_TOPICS, { screenshots, projectTitle: 'Four things' });
  let asked: string[] = [];
  bench.tools.passagesFor = (questions) => {
    asked = questions;
    return Promise.resolve([{ document: 'paper.pdf', text: 'Paper was invented in China.' }]);
  };
  let shown = '';
  bench.tools.stream = (text, restart) => void (shown = restart ? text : shown + text);
  server.behave(says(['```markdown\n# Four', ' things\n\nSee [0:00](#t=0) and [9:00:00](#t=32400).\n```']));
  const outcome = await runDraft('For children, please.');
  expect(outcome).toEqual({
    kind: 'done',
    result: {
      origin: 'model',
      body: '# Four things\n\nSee [0:00](#t=0) and.',
      grounding: {
        timestamps: 1,
        images: 0,
        removed: 1,
        faults: [{ kind: 'fences', mended: 0, removed: 1 }],
        paragraphs: [{ index: 1, start: 15, startMs: 0, endMs: 30_000 }],
        mends: [{ index: 1, start: 15, kind: 'timestamps', was: '[9:00:00](#t=32400)', now: null }],
      },
    },
  });
  expect(server.requests).toHaveLength(1);
  expect(shown).toContain('# Four things');
  const [prompt = ''] = server.requests.map(promptOf);
  for (const { text } of FOUR_TOPICS) expect(prompt).toContain(text);
  for (const told of ['8: at 0:24', 'paper.pdf', 'Paper was invented', 'For children, please.']) {
    expect(prompt).toContain(told);
  }
  expect(prompt).not.toContain('9: at 0:27');
  expect(asked).toEqual(['Four things', 'For children, please.']);
  expect(bench.logged.join('\n')).toMatch(/Written by scribe.*1 that the talk does not have were removed/);
});

test('a later attempt asks nothing that was answered; other instructions are another question', async () => {
  await open(FOUR_TOPICS);
  server.behave(writes(100));
  const first = await runDraft();
  expect(await runDraft()).toEqual(first);
  expect(server.requests).toHaveLength(1);
  await runDraft('Shorter.');
  expect(server.requests).toHaveLength(2);
});

test('a long talk is worked through in windows: all of it is told, and no answer is asked for twice', async () => {
  const segments = longTalk(2_000);
  await open(segments);
  server.behave(writes(2_000));
  const first = await runDraft();
  expect(first).toMatchObject({ kind: 'done', result: { origin: 'model', grounding: { timestamps: 1 } } });
  expectAllToldTo(server.requests.filter(isNotes), segments);
  expect(server.requests.filter((request) => !isNotes(request))).toHaveLength(1);
  for (const request of server.requests) expect(likelyTokens(promptOf(request))).toBeLessThanOrEqual(25_000);
  expect(bench.logged[0]).toMatch(/worked through in 8 pieces, once for all drafts/);
  const before = server.requests.length;
  expect(await runDraft()).toEqual(first);
  expect(server.requests).toHaveLength(before);
});

test('one window fails: the others’ answers are kept, and only that one is asked for again', async () => {
  await open(longTalk(2_000));
  const third = (request: ChatRequestBody): boolean => isNotes(request) && promptOf(request).includes('<600>');
  server.behave((response, request) => (third(request) ? refuses(403) : writes(2_000))(response, request));
  await expect(runDraft()).rejects.toMatchObject({ code: 'vendor_key' });
  expect(server.requests).toHaveLength(8);
  server.behave(writes(2_000));
  await runDraft();
  expect(server.requests.slice(8).map(third)).toEqual([true, false]);
});

test('notes that are too long themselves are worked through again', async () => {
  const segments = longTalk(4_000);
  await open(segments);
  server.behave((response, request) => {
    const onNotes = promptOf(request).includes('BEGIN notes');
    writes(onNotes ? 1_000 : 30_000)(response, request);
  });
  expect(await runDraft()).toMatchObject({ kind: 'done' });
  expectAllToldTo(server.requests.filter(isNotes), segments);
  expect(bench.logged.join('\n')).toMatch(/The notes are still too long/);
});

test('notes that never get shorter are a failure that says so, never a talk cut short', async () => {
  await open(longTalk(2_000));
  server.behave(writes(60_000));
  await expect(runDraft()).rejects.toMatchObject({ code: 'vendor_answer', permanent: true });
});

test('a model that takes less at once gets smaller pieces', async () => {
  const segments = longTalk(500);
  await open(segments);
  server.behave((response, request) => {
    const tooLong = promptOf(request).length > 15_000;
    (tooLong ? refuses(400, { code: 'context_length_exceeded' }) : writes(500))(response, request);
  });
  expect(await runDraft('In verse.')).toMatchObject({ kind: 'done' });
  const taken = server.requests.filter((request) => promptOf(request).length <= 15_000);
  expectAllToldTo(taken, segments);
  for (const request of taken) expect(promptOf(request).includes('In verse.')).toBe(!isNotes(request));
  expect(bench.logged.join('\n')).toMatch(/the talk goes to scribe in smaller pieces/);
});

const proposes = (...items: [start: string, title: string][]): Behaviour =>
  says(JSON.stringify({ chapters: items.map(([start, title]) => ({ start, title })) }));

test('chapters: asked for once, snapped to what was said, repaired', async () => {
  await open(FOUR_TOPICS);
  const starts = [5, 10].map((i) => FOUR_TOPICS[i]!.startMs);
  const stamp = (ms: number): string => `0:${String(Math.floor(ms / 1_000)).padStart(2, '0')}`;
  server.behave(
    proposes(
      ['0:00', 'Paper'],
      [stamp(starts[0]!), 'Lighthouses.'],
      [stamp(starts[0]! + 3_000), 'Too close'],
      [stamp(starts[1]!), 'Mushrooms'],
    ),
  );
  const outcome = await runChapters();
  expect(outcome).toMatchObject({
    kind: 'done',
    result: [
      { title: 'Paper', startMs: 0, endMs: starts[0] },
      { title: 'Lighthouses', startMs: starts[0], endMs: starts[1] },
      { title: 'Mushrooms', startMs: starts[1] },
    ],
  });
  expect(await runChapters()).toEqual(outcome);
  expect(server.requests).toHaveLength(1);
  expect(bench.logged[0]).toBe('The topics were found by scribe. 1 of its chapters could not be used.');
});

test.each<[string, Behaviour, RegExp]>([
  ['beyond the talk', proposes(['0:00', 'A'], ['9:59:00', 'B']), /beyond the end of the talk/],
  ['at no time', proposes(['soon', 'A']), /is no time/],
  ['without a title', proposes(['0:00', ' ']), /no title/],
  ['none', proposes(), /there is no chapter/],
])('chapters %s are asked for again, with the fault told', async (_what, first, told) => {
  await open(FOUR_TOPICS);
  server.behave(first, proposes(['0:00', 'All of it']));
  expect(await runChapters()).toMatchObject({ kind: 'done', result: [{ title: 'All of it', startMs: 0 }] });
  expect(server.requests[1]?.messages.at(-1)?.content).toMatch(told);
});

test('chapters that stay unusable are found offline; the log says so, and the answers are not asked for again', async () => {
  await open(FOUR_TOPICS);
  server.behave(says('I would rather not.'));
  const expected = { kind: 'done', result: makeChapters(FOUR_TOPICS, bench.tools.given.transcript!.durationMs) };
  expect(await runChapters()).toEqual(expected);
  expect(server.requests).toHaveLength(3);
  expect(bench.logged.at(-1)).toMatch(/unusable.*found offline, without the language model/);
  await runChapters();
  expect(server.requests).toHaveLength(3);
});

test('an outage is no reason for other chapters: the step fails and comes back', async () => {
  await open(FOUR_TOPICS);
  server.behave(refuses(429, { code: 'insufficient_quota' }));
  await expect(runChapters()).rejects.toMatchObject({ code: 'vendor_quota' });
});

test('a long talk’s chapters come window by window and are made one list', async () => {
  const segments = longTalk(4_000);
  await open(segments);
  // 4 hours and 26 minutes.
  const parts = Array.from({ length: 11 }, (_, i): [string, string] => [timestamp(i * 1_500_000), `Part ${i + 1}`]);
  server.behave((response, request) => {
    const prompt = promptOf(request);
    const first = /^\[((?:\d+:)?\d+:\d\d)\]/m.exec(prompt)?.[1] ?? '';
    const merging = prompt.includes('BEGIN chapters');
    const again = request.messages.length > 2;
    const merged = again ? parts : parts.filter((_, i) => i % 3 === 0);
    const answer = merging ? proposes(...merged) : proposes([first, `From ${first}`]);
    answer(response, request);
  });
  expect(await runChapters()).toMatchObject({ result: parts.map(([, title]) => ({ title })) });
  const [pieces, [whole, again]] = [server.requests.slice(0, -2), server.requests.slice(-2)];
  expectAllToldTo(pieces, segments);
  expect(promptOf(whole!).match(/^\[.*\] From .*$/gm)?.length).toBe(pieces.length);
  expect(again?.messages.at(-1)?.content).toMatch(/the chapter at 1:15:00 has 75 minutes, and 30 is the most/);
});

const isCorrection = (request: ChatRequestBody): boolean => promptOf(request).includes('These faults were found');

test('a draft with faults is asked for once more, with what is wrong; what is still wrong then is taken out and counted', async () => {
  await open(FOUR_TOPICS);
  const invented = 'Read https://made-up.example/more. It saves 87% of the time.';
  server.behave((response, request) => {
    const text = isCorrection(request)
      ? '# Four things\n\nIt saves 87% of the time. See [0:04](#t=4) for all of it.'
      : invented;
    says(text)(response, request);
  });
  const outcome = await runDraft();
  expect(outcome).toMatchObject({
    kind: 'done',
    result: {
      body: '# Four things\n\nSee [0:04](#t=4) for all of it.',
      grounding: {
        faults: [
          { kind: 'links', mended: 1, removed: 0 },
          { kind: 'numbers', mended: 0, removed: 1 },
        ],
      },
    },
  });
  const [, correction = ''] = server.requests.map(promptOf);
  for (const told of [invented, 'made-up.example', '87', 'is not in the material']) expect(correction).toContain(told);
  expect(await runDraft()).toEqual(outcome);
  expect(server.requests).toHaveLength(2);
});

test('a model that refuses twice has not written a draft', async () => {
  await open(FOUR_TOPICS);
  server.behave(says('<think>Children. Four things.</think>\nI’m sorry, but I can’t help with that.'));
  const outcome = await runDraft();
  expect(outcome).toMatchObject({ kind: 'failed', code: 'vendor_answer' });
  expect(outcome.kind === 'failed' && outcome.message).toContain('refusal');
  expect(server.requests).toHaveLength(2);
});
