import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWriter } from '../../src/outside/language-model/openai-writer.js';
import { VendorError } from '../../src/outside/vendor/vendor-error.js';
import type { Writer } from '../../src/outside/language-model/writer.js';
import type { Behaviour, ChatServer } from '../support/chat-server.js';
import { breaks, fallsSilent, lingers, never, refuses, says, startChatServer, stops } from '../support/chat-server.js';
import type { OpenLedger } from '../support/open-ledger.js';
import { openLedger } from '../support/open-ledger.js';

let server: ChatServer;
let writer: Writer;
let ledger: OpenLedger;
let news: string[];
/** What a tab would show. */
let shown: string;
const prompt = { system: 'You write.', user: 'Write.' };

beforeEach(async () => {
  server = await startChatServer();
  writer = writerWith();
  [ledger, news, shown] = [openLedger(), [], ''];
});
afterEach(() => server.stop());

function writerWith({
  baseUrl = server.baseUrl,
  ...settings
}: { baseUrl?: string; aiTimeoutMs?: number; aiConcurrency?: number; projectBudgetUsd?: number } = {}): Writer {
  const writer = { baseUrl, apiKey: 'k', model: 'm' };
  const made = createWriter({ writer, aiTimeoutMs: 10_000, aiConcurrency: 4, ...settings });
  if (!made) throw new Error('There is a base URL, so there is a writer.');
  return made;
}

const options = (signal = new AbortController().signal) => ({
  signal,
  ledger,
  onNews: (line: string) => void news.push(line),
  onText: (text: string, restart: boolean) => void (shown = restart ? text : shown + text),
});

const write = (): Promise<string> => writer.write(prompt, options());

async function fault(work: Promise<unknown>): Promise<VendorError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(VendorError);
  return error as VendorError;
}

test('without a server there is no writer', () => {
  expect(createWriter({ writer: null, aiTimeoutMs: 1, aiConcurrency: 1 })).toBeNull();
});

test('a text is streamed, and asked for with the model and the prompt', async () => {
  server.behave(says(['Hel', 'lo, ', 'world.']));
  expect(await write()).toBe('Hello, world.');
  expect(shown).toBe('Hello, world.');
  expect(server.requests).toEqual([
    {
      model: 'm',
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: 'system', content: 'You write.' },
        { role: 'user', content: 'Write.' },
      ],
    },
  ]);
  expect(writer.identity).toBe(`${server.baseUrl} m`);
});

test.each<[string, Behaviour[], RegExp]>([
  ['busy, and says when to come back', [refuses(429, {}, { 'retry-after': '1' })], /busy.*Trying again in 1 s/],
  ['three faults of its own', [refuses(500), refuses(502), refuses(503)], /fault of its own/],
  ['a stream that ends without an end', [stops('It was a da')], /broke off/],
  ['a connection that breaks', [breaks('It was a da')], /broke off/],
  ['an empty answer', [says('  ')], /something unusable/],
  ['a stream that is no JSON', [(response) => void response.end('data: {"choices": [\n\n')], /broke off/],
])(
  'tried again: %s',
  async (_what, faults, line) => {
    server.behave(...faults, says(['It is ', 'night.']));
    expect(await write()).toBe('It is night.');
    expect(shown).toBe('It is night.');
    expect(news.join('\n')).toMatch(line);
    expect(server.requests).toHaveLength(faults.length + 1);
  },
  30_000,
);

test.each<[string, Behaviour]>([
  ['before the first word', never],
  ['in the middle', fallsSilent('It was')],
])('silence %s is noticed, and tried again', async (_when, silence) => {
  writer = writerWith({ aiTimeoutMs: 400 });
  server.behave(silence, says('It is night.'));
  expect(await write()).toBe('It is night.');
  expect(shown).toBe('It is night.');
  expect(news).toHaveLength(1);
});

test('silence each time is given up in the end, as a fault that may pass', async () => {
  writer = writerWith({ aiTimeoutMs: 100 });
  server.behave(never);
  expect(await fault(write())).toMatchObject({ code: 'vendor_timeout', permanent: false });
  expect(server.requests).toHaveLength(3);
});

test.each<[string, Behaviour, object]>([
  ['a refused key', refuses(401, { code: 'invalid_api_key' }), { code: 'vendor_key' }],
  ['no credit', refuses(429, { code: 'insufficient_quota', type: 'insufficient_quota' }), { code: 'vendor_quota' }],
  ['no such model', refuses(404, { code: 'model_not_found' }), { code: 'vendor_refused' }],
  ['too long a prompt', refuses(400, { code: 'context_length_exceeded' }), { code: 'vendor_too_long' }],
  ['a filter', says('It was', 'content_filter'), { code: 'vendor_declined' }],
  ['a refusal', says([{ refusal: 'I cannot help with that.' }]), { code: 'vendor_declined' }],
])('for good, and said so at once: %s', async (_what, behaviour, expected) => {
  server.behave(behaviour);
  const error = await fault(write());
  expect(error).toMatchObject({ ...expected, permanent: true });
  expect(error.message).toMatch(/^The (language model|account at)/);
  expect(server.requests).toHaveLength(1);
});

test('a long rest is not sat out: the task is told when to come back', async () => {
  server.behave(refuses(429, {}, { 'retry-after': '120' }));
  expect(await fault(write())).toMatchObject({ code: 'vendor_busy', permanent: false, retryAfterMs: 120_000 });
  expect(server.requests).toHaveLength(1);
});

test('a text that its limit cut off goes on, and what is said twice stands once', async () => {
  server.behave(
    says('Paper begins as wood, and the wood is cut', 'length'),
    stops('and the wood '),
    says(['and the wood is cut', ' into chips.']),
  );
  const whole = 'Paper begins as wood, and the wood is cut into chips.';
  expect(await write()).toBe(whole);
  expect(shown).toBe(whole);
  const roles = server.requests.at(-1)?.messages.map(({ role }) => role);
  expect(roles).toEqual(['system', 'user', 'assistant', 'user']);
});

test('the pieces of a text are paid for once, whatever becomes of the next one', async () => {
  server.behave(says('Paper begins as wood, and the wood is cut', 'length'), refuses(401));
  await fault(write());
  server.behave(says(' into chips.'));
  const whole = 'Paper begins as wood, and the wood is cut into chips.';
  expect(await write()).toBe(whole);
  expect(shown).toBe(whole);
  expect(server.requests).toHaveLength(3);
});

test('a text without an end fails: it is never handed out cut off', async () => {
  server.behave(says('and so on ', 'length'));
  const error = await fault(write());
  expect(error).toMatchObject({ code: 'vendor_answer', permanent: true });
  expect(error.message).toContain('could not end');
});

test('what a model thinks aloud is not part of its text', async () => {
  server.behave(says(['<th', 'ink>Hm, <b>', ' a text?</th', 'ink>\n\nIt is', ' night.']));
  expect(await write()).toBe('It is night.');
  expect(shown).toBe('It is night.');
  server.behave(says(['<', 'b>bold</b>']));
  expect(await write()).toBe('<b>bold</b>');
});

test('servers that do not know how to count a prompt are not asked to, and that is remembered', async () => {
  server.behave(refuses(422, { message: 'Extra inputs are not permitted: stream_options' }), says('It is night.'));
  expect([await write(), await write()]).toEqual(['It is night.', 'It is night.']);
  expect(server.requests.map((request) => 'stream_options' in request)).toEqual([true, false, false]);
});

test('a server that reads only a part of a long prompt, and says nothing, is found out', async () => {
  const long = { ...prompt, user: 'All of this matters. '.repeat(4_000) };
  server.behave(says('A fine summary.', 'stop', 4_096));
  expect(await fault(writer.write(long, options()))).toMatchObject({ code: 'vendor_too_long', permanent: true });
  server.behave(says('A fine summary.', 'stop', 20_000));
  expect(await writer.write(long, options())).toBe('A fine summary.');
});

test('what comes after the end of a text is not waited for again', async () => {
  writer = writerWith({ aiTimeoutMs: 300 });
  server.behave(lingers('It is ', 'night.'));
  expect(await write()).toBe('It is night.');
  expect(server.requests).toHaveLength(1);
});

test('what is no character, and cannot be stored, is left out', async () => {
  server.behave(says('It is\0 night.'));
  expect(await write()).toBe('It is night.');
});

test('an abort ends the request, and is no fault of the vendor', async () => {
  server.behave(fallsSilent('It was'));
  const abort = new AbortController();
  const work = writer.write(prompt, {
    signal: abort.signal,
    ledger,
    onText: () => abort.abort(new Error('cancelled')),
  });
  await expect(work).rejects.toThrow('cancelled');
});

test('no more calls at once than are allowed, of all models together', async () => {
  const other = await startChatServer();
  const writers = [server.baseUrl, other.baseUrl].map((baseUrl) => writerWith({ aiConcurrency: 2, baseUrl }));
  let [now, most] = [0, 0];
  const slowly: Behaviour = (response, request) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      says('Yes.')(response, request);
    }, 50);
  };
  for (const one of [server, other]) one.behave(slowly);
  const calls = writers.flatMap((one) => Array.from({ length: 4 }, () => one.write(prompt, options())));
  await Promise.all(calls);
  await other.stop();
  expect(most).toBe(2);
});
