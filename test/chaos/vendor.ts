/**
 * A stand-in for a server that speaks OpenAI's audio and chat API. It keeps a journal: each answer has a number in its words,
 * by which it can be found again where answers are stored. A test says which requests it serves badly, and how.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChatRequestBody } from '../support/chat-server.js';
import { breaks, refuses, says } from '../support/chat-server.js';

/** What a server does instead of answering. */
export type Fault = '429' | '500' | 'never' | 'half' | 'broken JSON' | 'wrong shape';
export const faults: Fault[] = ['429', '500', 'never', 'half', 'broken JSON', 'wrong shape'];

export interface Call {
  kind: 'sound' | 'chapters' | 'draft';
  /** The same for two requests of the same content. */
  content: string;
  /** All of a chat's prompt, or the name of a sound's file. */
  text: string;
  /** How often the same was asked for before. */
  before: number;
  at: number;
  /** The number of its answer, once that was sent whole. */
  answer: number | null;
  /** Whoever asked has hung up before there was an answer. */
  givenUp: boolean;
}

export interface Vendor {
  baseUrl: string;
  journal: Call[];
  /** What to do with a call; null: answer it. */
  fault: (call: Call) => Fault | null;
  /** How long an answer takes. */
  latencyMs: (call: Call) => number;
  /** What a 429 tells in `Retry-After`. */
  retryAfterSeconds: number;
  stop(): Promise<void>;
}

export async function startVendor(): Promise<Vendor> {
  const vendor: Vendor = {
    baseUrl: '',
    journal: [],
    fault: () => null,
    latencyMs: () => 20,
    retryAfterSeconds: 1,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    // Asked beside a request that is long in coming.
    if (request.method === 'HEAD') return void response.end();
    // Who gives its request up while it is read or answered is no fault here.
    serve(vendor, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  vendor.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return vendor;
}

async function serve(vendor: Vendor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = request.url?.includes('/audio/') ? await readSound(request) : await readChat(request);
  const before = vendor.journal.filter(({ content }) => content === asked.content).length;
  const call: Call = { ...asked, before, at: Date.now(), answer: null, givenUp: false };
  response.on('close', () => (call.givenUp = !response.writableEnded));
  vendor.journal.push(call);
  const number = vendor.journal.length;
  await wait(vendor.latencyMs(call));
  const fault = vendor.fault(call);
  if (fault === null) {
    answer(call, number, response);
    response.on('finish', () => (call.answer = number));
  } else misbehave(fault, call, response, vendor.retryAfterSeconds);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const hash = (...values: (string | Uint8Array)[]): string =>
  values.reduce((sum, value) => sum.update(value), createHash('sha256')).digest('hex');

async function readSound(request: IncomingMessage): Promise<Pick<Call, 'kind' | 'content' | 'text'>> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(await bodyOf(request), { headers }).formData();
  const file = form.get('file') as File;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const again = form.get('temperature');
  return { kind: 'sound', content: hash(bytes, typeof again === 'string' ? again : ''), text: `${bytes.length / 8}` };
}

async function readChat(request: IncomingMessage): Promise<Pick<Call, 'kind' | 'content' | 'text'>> {
  const body = (await bodyOf(request)).toString();
  return { kind: body.includes('"json_schema"') ? 'chapters' : 'draft', content: hash(body), text: body };
}

function answer({ kind, text }: Call, number: number, response: ServerResponse): void {
  if (kind === 'sound') return json(response, heard(Number(text), number));
  const chapters = [
    { start: '0:00', title: `The beginning, answer ${number}.` },
    { start: '0:12', title: 'The rest' },
  ];
  // Not a figure of its own: those that nobody says are taken out of drafts. Both chapters: one that is missing is asked for.
  const draft = `# A talk\n\nAll of it, answer n${number}. It begins at [0:00](#t=0).\n\nThe rest is at [0:12](#t=12).`;
  says(kind === 'chapters' ? JSON.stringify({ chapters }) : draft)(response, NOTHING);
}

/** One line each five seconds, all different, from begin to end. */
function heard(durationMs: number, number: number): object {
  const segments = Array.from({ length: Math.ceil(durationMs / 5_000) }, (_, id) => ({
    id,
    seek: 0,
    tokens: [],
    temperature: 0,
    start: id * 5,
    end: Math.min(durationMs / 1_000, id * 5 + 5),
    text: `Line ${id} of answer ${number}. No other line says it.`,
  }));
  return { task: 'transcribe', language: 'english', text: 'said', segments };
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function misbehave(fault: Fault, { kind }: Call, response: ServerResponse, retryAfterSeconds: number): void {
  const sound = kind === 'sound';
  switch (fault) {
    case '429':
      return refuses(429, {}, { 'retry-after': String(retryAfterSeconds) })(response, NOTHING);
    case '500':
      return refuses(500)(response, NOTHING);
    case 'never':
      return;
    case 'half':
      if (!sound) return breaks('{"chapters": [{"start": "0:')(response, NOTHING);
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"text": "hal');
      return void setImmediate(() => response.destroy());
    case 'broken JSON':
      if (sound) return json(response, '{"text": ');
      return void response.writeHead(200, EVENTS).end('data: {"choices": [{"del\n\n');
    case 'wrong shape':
      if (sound) return json(response, { text: ['not', 'a', 'text'], segments: 'none' });
      return void response.writeHead(200, EVENTS).end('data: {"choices": 7}\n\ndata: [DONE]\n\n');
  }
}

/** What is asked makes no difference to these behaviours. */
const NOTHING: ChatRequestBody = { model: '', messages: [] };
const EVENTS = { 'content-type': 'text/event-stream' };
