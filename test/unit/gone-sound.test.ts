/** A request for a transcript is given up while the folder with its sound is removed: this must not end the process. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { OpenAiTranscriber } from '../../src/outside/recognisers/openai/openai-transcriber.js';
import { openLedger } from '../support/open-ledger.js';

test('given up at the moment in which its file is opened, which is gone: it ends with why it was given up', async () => {
  const settings = {
    name: 'The recogniser',
    baseUrl: 'http://127.0.0.1:9/v1',
    apiKey: 'k',
    keySetting: 'OPENAI_API_KEY',
  };
  const transcriber = new OpenAiTranscriber('ears', { ...settings, timeoutMs: 5_000, concurrency: 1 });
  const unheard: unknown[] = [];
  const hear = (error: unknown): void => void unheard.push(error);
  process.on('uncaughtException', hear);
  for (let turns = 0; turns < 20; turns += 1) {
    const abort = new AbortController();
    const ledger = openLedger();
    const begin = ledger.begin.bind(ledger);
    ledger.begin = (ask) => {
      // After the request has been made, and before the file is open.
      process.nextTick(() => abort.abort('lost'));
      return begin(ask);
    };
    const chunk = { path: '/nowhere/part-1.mp3', startMs: 0, durationMs: 1_000 };
    await expect(transcriber.recognise(chunk, { signal: abort.signal, ledger })).rejects.toBe('lost');
  }
  // An error of a stream comes later than what was asked of it.
  await wait(200);
  process.off('uncaughtException', hear);
  expect(unheard).toEqual([]);
});
