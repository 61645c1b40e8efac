/** What the ledger notes of each try of a call, whatever the vendor's server does. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWriter } from '../../src/outside/language-model/openai-writer.js';
import type { Admission, CallEnd } from '../../src/outside/vendor/ledger.js';
import { VendorError } from '../../src/outside/vendor/vendor-error.js';
import { likelyTokens, mostTokens } from '../../src/outside/language-model/tokens.js';
import type { Behaviour, ChatServer } from '../support/chat-server.js';
import { breaks, fallsSilent, refuses, says, startChatServer, stops } from '../support/chat-server.js';
import type { OpenLedger } from '../support/open-ledger.js';
import { openLedger } from '../support/open-ledger.js';

const prompt = { system: 'You write.', user: 'Write.' };
let server: ChatServer;
let ledger: OpenLedger;

beforeEach(async () => {
  server = await startChatServer();
  ledger = openLedger();
});
afterEach(() => server.stop());

interface Writing {
  baseUrl?: string;
  signal?: AbortSignal;
  onText?: () => void;
  projectBudgetUsd?: number;
  aiTimeoutMs?: number;
}

/** The text, or why there is none. */
function write({ baseUrl = server.baseUrl, signal, onText, ...more }: Writing = {}): Promise<unknown> {
  const model = { baseUrl, apiKey: 'k', model: 'scribe' };
  const writer = createWriter({ writer: model, aiTimeoutMs: 10_000, aiConcurrency: 2, ...more });
  const options = { signal: signal ?? new AbortController().signal, ledger, ...(onText && { onText }) };
  return writer!.write(prompt, options).catch((error: unknown) => error);
}

const nothing = { status: null, tokensIn: null, tokensOut: null, estimated: false };

test.each<[string, Behaviour, CallEnd]>([
  [
    'an answer of which the server counts the tokens',
    says('Night falls.', 'stop', 12, 3),
    { outcome: 'answered', status: null, code: null, tokensIn: 12, tokensOut: 3, estimated: false },
  ],
  ['an empty answer', says('', 'stop', 12, 0), { outcome: 'answered', code: 'vendor_answer', ...tokens(12, 0) }],
  [
    'a filtered answer',
    says('It', 'content_filter', 12, 1),
    { outcome: 'answered', code: 'vendor_declined', ...tokens(12, 1) },
  ],
  ['a fault', refuses(500), { ...nothing, outcome: 'refused', status: 500, code: 'vendor_unavailable' }],
  ['a gateway’s fault', refuses(504), { ...nothing, outcome: 'unanswered', status: 504, code: 'vendor_unavailable' }],
  ['a cut stream', stops('It was'), { ...nothing, outcome: 'unanswered', code: 'vendor_unavailable' }],
  ['a broken connection', breaks('It was'), { ...nothing, outcome: 'unanswered', code: 'vendor_unavailable' }],
])('%s', async (_what, behaviour, end) => {
  server.behave(behaviour, says('Night falls.', 'stop', 1, 1));
  await write();
  expect(ledger.ends[0]).toEqual(end);
  expect(ledger.ends).toHaveLength(server.requests.length);
});

function tokens(tokensIn: number, tokensOut: number): Omit<CallEnd, 'outcome' | 'code'> {
  return { status: null, tokensIn, tokensOut, estimated: false };
}

test('silence', async () => {
  server.behave(fallsSilent('It was'));
  await write({ aiTimeoutMs: 100 });
  const silent = { ...nothing, outcome: 'unanswered', code: 'vendor_timeout' };
  expect(ledger.ends).toEqual([silent, silent, silent]);
});

test('a server that does not count: the tokens are reckoned from the texts, and that is said', async () => {
  server.behave(says('Night falls, and nobody counts the words.'));
  await write();
  expect(ledger.ends).toMatchObject([{ outcome: 'answered', estimated: true, tokensOut: 10 }]);
  expect(ledger.ends[0]?.tokensIn).toBeGreaterThan(10);
});

test('a server that cannot be reached was sent nothing', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const abort = new AbortController();
  const fault = write({ baseUrl: `http://127.0.0.1:${port}/v1`, signal: abort.signal });
  await expect.poll(() => ledger.ends.length).toBeGreaterThan(0);
  abort.abort();
  await fault;
  expect(ledger.ends[0]).toEqual({ ...nothing, outcome: 'unreached', code: 'vendor_unavailable' });
});

test('a redirect is not followed: what was said goes to no other address', async () => {
  const other = await startChatServer();
  other.behave(says('Night falls.'));
  server.behave(refuses(307, {}, { location: `${other.baseUrl}/chat/completions?signature=x` }));
  const fault = await write();
  expect(fault).toMatchObject({
    code: 'vendor_refused',
    permanent: true,
    message: `The language model answered with a redirect to ${other.baseUrl}/chat/completions. Set the address that it leads to, then retry.`,
  });
  expect([server.requests.length, other.requests.length]).toEqual([1, 0]);
  expect(ledger.ends).toEqual([{ ...nothing, outcome: 'refused', status: 307, code: 'vendor_refused' }]);
  await other.stop();
});

test('a request that was given up in the middle is noted as that', async () => {
  server.behave(fallsSilent('It was'));
  const abort = new AbortController();
  await write({ signal: abort.signal, onText: () => abort.abort() });
  expect(ledger.ends).toEqual([{ ...nothing, outcome: 'aborted', code: null }]);
});

test('a whole answer is handed out, though its task was cancelled at its last word', async () => {
  const last = { choices: [{ index: 0, delta: { content: 'Night falls.' }, finish_reason: 'stop' }] };
  server.behave((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${JSON.stringify(last)}\n\n`);
  });
  const abort = new AbortController();
  expect(await write({ signal: abort.signal, onText: () => abort.abort() })).toBe('Night falls.');
  expect(ledger.ends).toMatchObject([{ outcome: 'answered', estimated: true }]);
});

test('nothing is sent that the ledger forbids; what it puts off is asked again', async () => {
  server.behave(says('Night falls.'));
  const forbidden = new VendorError('budget_exceeded', 'No money.', '', true);
  const answers: Admission[] = [
    { kind: 'later', ms: 5 },
    { kind: 'later', ms: 5 },
    { kind: 'never', error: forbidden },
  ];
  const open = openLedger();
  ledger.begin = (ask) => {
    const next = answers.shift();
    return next ? Promise.resolve(next) : open.begin(ask);
  };
  expect(await write()).toBe(forbidden);
  expect(server.requests).toHaveLength(0);
  answers.push({ kind: 'later', ms: 5 });
  expect(await write()).toBe('Night falls.');
});

test('with a budget answers are bounded by what was put aside, in whichever way the server knows', async () => {
  const message = "Unsupported parameter: 'max_tokens' is not supported with this model.";
  server.behave(refuses(400, { message }), says('Night falls.'));
  expect(await write({ projectBudgetUsd: 1 })).toBe('Night falls.');
  const bounds = server.requests.map((request) => Object.entries(request).filter(([name]) => name.startsWith('max_')));
  expect(bounds).toEqual([[['max_tokens', 4_096]], [['max_completion_tokens', 4_096]]]);
  expect(ledger.asks[1]).toMatchObject({ kind: 'chat', model: 'scribe', maxTokensOut: 4_096, audioMs: 0 });
});

test.each([
  ['An index finds a row without reading the whole table.', 11, 27],
  ['数据库', 3, 9],
  ['', 0, 0],
])('tokens of “%s”: about %i, at most %i', (text, likely, most) => {
  expect([likelyTokens(text), mostTokens(text)]).toEqual([likely, most]);
});
