/** Structured answers of a language model, whatever its server understands and answers. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createWriter } from '../../src/outside/language-model/openai-writer.js';
import { VendorError } from '../../src/outside/vendor/vendor-error.js';
import type { Writer } from '../../src/outside/language-model/writer.js';
import type { Behaviour, ChatServer } from '../support/chat-server.js';
import { refuses, says, startChatServer } from '../support/chat-server.js';
import { openLedger } from '../support/open-ledger.js';

let server: ChatServer;
let writer: Writer;
const prompt = { system: 'You write.', user: 'Write.' };

beforeEach(async () => {
  server = await startChatServer();
  const settings = {
    writer: { baseUrl: server.baseUrl, apiKey: 'k', model: 'm' },
    aiTimeoutMs: 10_000,
    aiConcurrency: 4,
  };
  writer = createWriter(settings)!;
});
afterEach(() => server.stop());

async function fault(work: Promise<unknown>): Promise<VendorError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(VendorError);
  return error as VendorError;
}

const shape = z.object({ words: z.array(z.string()) });
const answer = () =>
  writer.answer(prompt, shape, 'words', { signal: new AbortController().signal, ledger: openLedger() });
const formats = () => server.requests.map((request) => request.response_format?.type ?? 'words');

test('a value: asked for as strict JSON schema', async () => {
  server.behave(says(['{"words":', '["a","b"]}']));
  expect(await answer()).toEqual({ words: ['a', 'b'] });
  expect(server.requests[0]?.response_format).toEqual({
    type: 'json_schema',
    json_schema: {
      name: 'words',
      strict: true,
      schema: {
        type: 'object',
        properties: { words: { type: 'array', items: { type: 'string' } } },
        required: ['words'],
        additionalProperties: false,
      },
    },
  });
});

test('servers without JSON schema are asked as they understand it, and that is remembered', async () => {
  const noSchema = refuses(400, { message: 'response_format json_schema is not supported' });
  server.behave(noSchema, says('{"words":["a"]}'));
  expect(await answer()).toEqual({ words: ['a'] });
  expect(await answer()).toEqual({ words: ['a'] });
  expect(formats()).toEqual(['json_schema', 'json_object', 'json_object']);
  expect(server.requests.at(-1)?.messages[1]?.content).toContain('"additionalProperties":false');
});

test('servers without any JSON mode are asked in words, and the JSON is found among others', async () => {
  server.behave(refuses(400), refuses(422), says('Sure! Here it is:\n```json\n{"words":["a"]}\n```\nAnything else?'));
  expect(await answer()).toEqual({ words: ['a'] });
  server.behave(says('The object is {"words":["b"]}, as you wished.'));
  expect(await answer()).toEqual({ words: ['b'] });
  expect(formats()).toEqual(['json_schema', 'json_object', 'words', 'words']);
});

test.each<[string, Behaviour, RegExp]>([
  ['broken JSON', says('{"words":["a"'), /no whole JSON object/],
  ['the wrong shape', says('{"words":"a"}'), /expected array/],
  ['an answer that was cut off', says('{"words":["a"]}', 'length'), /cut off/],
])('%s: asked again, with the fault told', async (_what, first, told) => {
  server.behave(first, says('{"words":["a"]}'));
  expect(await answer()).toEqual({ words: ['a'] });
  const messages = server.requests[1]?.messages ?? [];
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(messages.at(-1)?.content).toMatch(told);
});

test('answers of the wrong form are paid for once, though the next question fails', async () => {
  const ledger = openLedger();
  const ask = () => writer.answer(prompt, shape, 'words', { signal: new AbortController().signal, ledger });
  server.behave(says('{"words": "a"}'), refuses(401));
  await fault(ask());
  server.behave(says('{"words": ["a"]}'));
  expect(await ask()).toEqual({ words: ['a'] });
  expect(server.requests).toHaveLength(3);
  expect(server.requests[2]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
});

test('the wrong shape three times is the end', async () => {
  server.behave(says('{"words":"a"}'));
  expect(await fault(answer())).toMatchObject({ code: 'vendor_answer', permanent: false });
  expect(server.requests).toHaveLength(3);
});

test('a request that is refused in every mode is the request’s fault, and nothing is learnt from it', async () => {
  server.behave(refuses(404, { code: 'model_not_found', message: 'The model m does not exist' }));
  expect((await fault(answer())).message).toContain('The model m does not exist');
  server.behave(says('{"words":[]}'));
  await answer();
  expect(formats().at(-1)).toBe('json_schema');
});

test('what is no character, and cannot be stored, is left out of values', async () => {
  server.behave(says('{"words":["a\\u0000\\ud800"]}'));
  expect(await answer()).toEqual({ words: ['a\uFFFD'] });
});
