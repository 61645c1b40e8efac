/** A long talk is read once for all its drafts, and wholly, also on servers that silently read only a part of what they are sent. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Segment } from '../../src/contract/content.js';
import { createWriter } from '../../src/outside/language-model/openai-writer.js';
import { run as draft } from '../../src/steps/draft/run.js';
import type { Behaviour, ChatRequestBody, ChatServer } from '../support/chat-server.js';
import { readsInPart, says, startChatServer } from '../support/chat-server.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let server: ChatServer;
let bench: Bench;

beforeEach(async () => {
  server = await startChatServer();
});
afterEach(async () => {
  await bench.remove();
  await server.stop();
});

const longTalk = (count: number): Segment[] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    startMs: index * 4_000,
    endMs: index * 4_000 + 3_900,
    text: `This is remark <${index}>, and it goes on about one thing or another for a while.`,
  }));

async function open(segments: Segment[]): Promise<void> {
  const durationMs = (segments.at(-1)?.endMs ?? 0) + 1_000;
  const transcript = { language: 'en', source: 'captions' as const, coverage: 1, missing: [], durationMs, segments };
  bench = await createBench('', { transcript });
  const writer = { baseUrl: server.baseUrl, apiKey: '', model: 'scribe' };
  bench.tools.writer = createWriter({ writer, aiTimeoutMs: 10_000, aiConcurrency: 4 });
}

const promptOf = ({ messages }: ChatRequestBody): string => messages.map(({ content }) => content).join('\n');
const isNotes = (request: ChatRequestBody): boolean => /- You (?:take|make) notes/.test(promptOf(request));
const runDraft = () => runType('blog');

const notesAndDraft: Behaviour = (response, request) =>
  says(isNotes(request) ? '[0:04] FACT A note on this.' : '# A draft\n\nDone, [0:04](#t=4).')(response, request);

/** Every remark of the talk is in at least one of the prompts. */
function expectAllToldTo(requests: ChatRequestBody[], segments: Segment[]): void {
  const told = requests.map(promptOf).join('\n');
  expect(segments.filter(({ index }) => !told.includes(`<${index}>`)).map(({ index }) => index)).toEqual([]);
}

const types = ['blog', 'newsletter', 'twitter', 'linkedin', 'youtube'];
const runType = (type: string) => draft({ ...bench.task, key: `draft:${type}` }, bench.tools);

test('five drafts of a long talk: it is read once, their prompts begin alike, and a corrected line is read again with its piece alone', async () => {
  const segments = longTalk(1_000);
  await open(segments);
  server.behave(notesAndDraft);
  for (const type of types) expect(await runType(type)).toMatchObject({ kind: 'done' });
  const read = server.requests.filter(isNotes).length;
  expectAllToldTo(server.requests.filter(isNotes), segments);
  const prompts = server.requests.filter((request) => !isNotes(request)).map(promptOf);
  expect(prompts).toHaveLength(types.length);
  const beginnings = prompts.map((prompt) => prompt.slice(0, prompt.indexOf('END notes')));
  expect(new Set(beginnings).size).toBe(1);
  expect(beginnings[0]).toContain('A note on this.');
  const transcript = bench.tools.given.transcript!;
  const corrected = segments.map((one) =>
    one.index === 500 ? { ...one, text: 'Something else was said here.' } : one,
  );
  bench.tools.given.transcript = { ...transcript, segments: corrected };
  await runType('blog');
  expect(server.requests.filter(isNotes)).toHaveLength(read + 1);
});

/** Reads so many tokens of each prompt, and says nothing of the rest. */
const inPart = (takes: number): Behaviour =>
  readsInPart({
    keeps: 'tail',
    takes,
    counts: countTokens,
    givesMarks: false,
    answers: (read) =>
      /You (?:take|make) notes/.test(read) ? '[0:04] FACT A note.' : '# A draft\n\nDone, [0:04](#t=4).',
  });

test('a server that reads only a part gets smaller pieces, so that all is read, and the log says so', async () => {
  const segments = longTalk(500);
  await open(segments);
  server.behave(inPart(4_096));
  expect(await runDraft()).toMatchObject({ kind: 'done' });
  const whole = server.requests.filter((request) => countTokens(promptOf(request)) <= 4_096);
  expectAllToldTo(whole, segments);
  expect(bench.logged.join('\n')).toMatch(/read only a part.*in smaller pieces, of at most \d+ tokens/);
});

test('where even small pieces are read in part the task fails, and says what to set', async () => {
  await open(longTalk(500));
  server.behave(inPart(900));
  await expect(runDraft()).rejects.toMatchObject({
    code: 'vendor_too_long',
    permanent: true,
    message: expect.stringMatching(/OLLAMA_CONTEXT_LENGTH/) as string,
  });
});
