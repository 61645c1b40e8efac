/** Servers that silently read only a part of what they are sent are found out; those that count in ways of their own are not suspected. */
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftPrompt } from '../../src/content/prompt.js';
import { blog } from '../../src/content/types/blog.js';
import { linesOf } from '../../src/content/windows.js';
import { createWriter } from '../../src/outside/language-model/openai-writer.js';
import type { Prompt, Writer } from '../../src/outside/language-model/writer.js';
import type { ChatServer, PartReader } from '../support/chat-server.js';
import { readsInPart, startChatServer } from '../support/chat-server.js';
import { openLedger } from '../support/open-ledger.js';
import { FOUR_TOPICS } from './four-topics.js';

let server: ChatServer;
let writer: Writer;

beforeEach(async () => {
  server = await startChatServer();
  const made = createWriter({
    writer: { baseUrl: server.baseUrl, apiKey: '', model: 'scribe' },
    aiTimeoutMs: 10_000,
    aiConcurrency: 4,
  });
  if (!made) throw new Error('There is a base URL, so there is a writer.');
  writer = made;
});
afterEach(() => server.stop());

const said = Array.from({ length: 400 }, (_, i) => {
  const { text } = FOUR_TOPICS[i % FOUR_TOPICS.length] ?? { text: '' };
  return {
    startMs: i * 5_000,
    text: `${text} ${['So', 'And', 'Then', 'But'][i % 4]} ${i} of them wait, ${'or more '.repeat(i % 3)}they say.`,
  };
});
const JAPANESE =
  'データベースの索引は、表全体を読まずに行を見つけます。二つの取引が同じ行を求めると、一方は待たされます。';
const japanese = Array.from({ length: 200 }, (_, i) => ({ startMs: i * 8_000, text: `${i}番目の話です。${JAPANESE}` }));

function promptOn(segments: { startMs: number; text: string }[]): Prompt {
  const talk = {
    title: 'T',
    language: 'en',
    durationMs: 9_000_000,
    segments: [],
    chapters: [],
    screenshots: [],
    instructions: null,
  };
  return draftPrompt(blog, talk, { kind: 'transcript', text: linesOf(segments).join('\n') }, [], 25_000);
}

const words = (text: string): number => text.split(/\s+/).length;
const DRAFT = '# A draft\n\nThe one and the other.';
const reader = (more: Partial<PartReader>): PartReader => ({
  keeps: 'head',
  takes: Infinity,
  counts: o200k,
  givesMarks: false,
  answers: () => DRAFT,
  ...more,
});
const write = (prompt: Prompt, onText?: (text: string, restart: boolean) => void): Promise<string> =>
  writer.write(prompt, { signal: new AbortController().signal, ledger: openLedger(), ...(onText && { onText }) });

test.each<[string, PartReader['counts'], boolean]>([
  ['with the table of OpenAI’s models', o200k, true],
  ['with another table', cl100k, false],
  ['a character for a quarter of a token', (text) => text.length / 4, false],
  ['by words', words, true],
  ['not at all, and gives the marks back', null, true],
  ['not at all, and knows nothing of marks', null, false],
])('who reads all of it is believed, whichever way it counts: %s', async (_how, counts, givesMarks) => {
  server.behave(readsInPart(reader({ counts, givesMarks })));
  for (const segments of [said, counts === words ? said : japanese]) {
    let shown = '';
    const text = await write(promptOn(segments), (text, restart) => void (shown = restart ? text : shown + text));
    expect(text).toBe(DRAFT);
    expect(shown).toBe(DRAFT);
  }
});

const counters: [string, PartReader['counts'], boolean][] = [
  ['with the table of OpenAI’s models', o200k, false],
  ['with another table', cl100k, false],
  ['a character for a quarter of a token', (text) => text.length / 4, false],
  ['not at all', null, true],
];
const parts: PartReader['keeps'][] = ['head', 'tail', 'both ends'];
/** A small hole between two marks, told by nobody who counts, cannot be seen. */
const isUnseen = (counts: PartReader['counts'], keeps: PartReader['keeps'], lost: number): boolean =>
  counts === null && keeps === 'both ends' && lost < 0.25;
const losses = counters.flatMap((counter) =>
  parts.flatMap((keeps) =>
    [0.06, 0.5].filter((lost) => !isUnseen(counter[1], keeps, lost)).map((lost) => [...counter, keeps, lost] as const),
  ),
);

test.each(losses)(
  'who counts %s (%s, marks: %s), keeps the %s and loses %d of it, is found out',
  async (_how, counts, givesMarks, keeps, lost) => {
    const prompt = promptOn(said);
    const size = counts ?? ((text: string): number => text.length / 4);
    const takes = size(`${prompt.system}\n${prompt.user}`) * (1 - lost);
    server.behave(readsInPart(reader({ keeps, takes, counts, givesMarks })));
    await expect(write(prompt)).rejects.toMatchObject({ code: 'vendor_too_long', permanent: true });
    if (counts !== null) expect(writer.maxPromptTokens).toBeLessThan(o200k(prompt.user));
  },
);
