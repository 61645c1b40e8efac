/** A vendor that says nothing for long: a line that swallows what is sent is told from a server that thinks. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Vendor } from '../../src/outside/vendor/vendor.js';
import type { OpenLedger } from '../support/open-ledger.js';
import { openLedger } from '../support/open-ledger.js';
import type { SilentLine } from '../support/silent-line.js';
import { openSilentLine } from '../support/silent-line.js';
import { until } from '../support/until.js';

/** In tests everything is near; on a busy machine an answer may still take its time. */
const PATIENCE = { askEvery: 150, answerWithin: 800, tellEvery: 500 };
/** What a call that notices nothing would take. */
const LONG_MS = 100_000;

let line: SilentLine;
let ledger: OpenLedger;
let news: string[];
let vendor: Vendor;
/** Requests whose answer is still to come. */
let held: ServerResponse[];
/** How many requests have come, beside those that only ask whether anybody is there. */
let asked: number;
let asksBeside: number;
/** What the server does with a question beside a request. */
let onAskBeside: (response: ServerResponse) => void;

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  request.resume();
  if (request.method === 'HEAD') {
    asksBeside++;
    return onAskBeside(response);
  }
  asked++;
  held.push(response);
});

beforeEach(async () => {
  [held, asked, asksBeside, news] = [[], 0, 0, []];
  onAskBeside = (response) => response.writeHead(404).end();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  line = await openSilentLine(address);
  ledger = openLedger();
  vendor = vendorWith(LONG_MS);
});
afterEach(async () => {
  await line.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function vendorWith(timeoutMs: number): Vendor {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return new Vendor({
    name: 'The language model',
    baseUrl: line.through(address),
    apiKey: 'k',
    keySetting: 'OPENAI_API_KEY',
    timeoutMs,
    concurrency: 8,
    patience: PATIENCE,
  });
}

const ask = { kind: 'chat' as const, model: 'scribe', maxTokensIn: 1, maxTokensOut: 1, audioMs: 0 };

function call(): Promise<unknown> {
  const options = { signal: new AbortController().signal, ledger, ask, onNews: (text: string) => void news.push(text) };
  return vendor.call((client, signal) => client.post('/work', { body: {}, signal }), options);
}

const answerAll = (): void => {
  for (const response of held.splice(0)) response.setHeader('content-type', 'application/json').end('{"done":true}');
};

const DONE = { done: true };
const outcomes = (): string[] => ledger.ends.map(({ outcome, code }) => `${outcome} ${code ?? ''}`.trim());

test('all is swallowed for a while: the call is given up, and made again once the server answers anything', async () => {
  const answer = call();
  await until('the request to have come', () => asked === 1);
  line.fallSilent();
  await until('it to be given up', () => ledger.ends.length === 1);
  // Several looks whether anybody is there, and nothing that costs money.
  const before = line.givenUp();
  await until('it to be looked for', () => line.givenUp() > before + 1);
  expect(ledger.asks).toHaveLength(1);
  line.speakAgain();
  await until('the request to have come again', () => asked === 2);
  answerAll();
  expect(await answer).toEqual(DONE);
  expect(outcomes()).toEqual(['unanswered vendor_timeout', 'answered']);
});

test('only what is open is swallowed: that is noticed as well', async () => {
  const answer = call();
  await until('the request to be asked after', () => asksBeside > 1);
  line.fallSilent();
  line.speakAgain();
  await until('the request to have come again', () => asked === 2);
  answerAll();
  expect(await answer).toEqual(DONE);
});

test('what fell silent while nobody used it is used by no later call', async () => {
  const first = call();
  await until('the request to have come', () => asked === 1);
  answerAll();
  await first;
  line.fallSilent();
  line.speakAgain();
  const second = call();
  await until('the request to have come', () => asked === 2);
  answerAll();
  expect(await second).toEqual(DONE);
  expect(outcomes()).toEqual(['answered', 'answered']);
});

test('a line that stays silent: the call fails, and what comes later is not even sent', async () => {
  vendor = vendorWith(2_000);
  line.fallSilent();
  const silent = { code: 'vendor_timeout', permanent: false };
  await expect(call()).rejects.toMatchObject(silent);
  const { length } = ledger.asks;
  await expect(call()).rejects.toMatchObject({ ...silent, message: /answers nothing at all/ });
  expect(ledger.asks).toHaveLength(length);
});

test('a server that thinks and answers others is waited for, and people are told', async () => {
  const answer = call();
  await until('somebody to be told', () => news.length > 1);
  expect(news[0]).toBe('The language model has said nothing for 1 s; it is still waited for.');
  await until('it to have been asked after for long', () => asksBeside > 15);
  answerAll();
  expect(await answer).toEqual(DONE);
  expect({ asked, outcomes: outcomes() }).toEqual({ asked: 1, outcomes: ['answered'] });
});

test('a server that does one thing at a time is given up once, then waited for; from then on at once', async () => {
  const unanswered: ServerResponse[] = [];
  onAskBeside = (response) => void unanswered.push(response);
  const becomeFree = (): void => {
    for (const response of unanswered.splice(0)) response.end();
  };
  const first = call();
  await until('it to be given up', () => ledger.ends.length === 1);
  await until('it to be looked for', () => unanswered.length > 1);
  held.length = 0;
  becomeFree();
  for (let n = 2; n <= 3; n++) {
    const answer = n === 2 ? first : call();
    await until('the request to have come', () => asked === n);
    await until('it to have been asked after twice', () => unanswered.length > 1);
    answerAll();
    becomeFree();
    expect(await answer).toEqual(DONE);
  }
  expect(outcomes()).toEqual(['unanswered vendor_timeout', 'answered', 'answered']);
});

test('a server that refuses what is asked beside a request keeps no silence', async () => {
  onAskBeside = (response) => void response.destroy();
  const answer = call();
  await until('it to have been asked after', () => asksBeside > 3);
  answerAll();
  expect(await answer).toEqual(DONE);
  expect(outcomes()).toEqual(['answered']);
});
