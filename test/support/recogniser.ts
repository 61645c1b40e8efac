/** A stand-in for OpenAI's audio API that can misbehave: a test says what it does with each request. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Asked {
  /** The sound's file name, such as `part-1.mp3`. */
  file: string;
  bytes: Uint8Array;
  durationMs: number;
  /** How often this file was sent before. */
  before: number;
  fields: Record<string, string>;
  /** Of which times are asked for. */
  granularities: string[];
  /** Whose voices it is shown, and their samples, as data URLs. */
  speakers: string[];
  references: string[];
  key: string | undefined;
}

export interface Said {
  start: number;
  end: number;
  text: string;
}

export type Reply =
  | Said[]
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** Never answers; `headers`: after it has sent these. */
  | { hang: 'before' | 'headers' };

export interface StandInRecogniser {
  baseUrl: string;
  asked: Asked[];
  /** File names of the requests that were answered with 200, in order. */
  answered: string[];
  /** The most requests that were under way at once. */
  mostAtOnce(): number;
  reply: (asked: Asked) => Reply | Promise<Reply>;
  /** Is as it was at the start. */
  forget(): void;
  stop(): Promise<void>;
}

/** One line each five seconds, all different, from begin to end. */
export const everyFiveSeconds = ({ file, durationMs }: Pick<Asked, 'file' | 'durationMs'>): Said[] =>
  Array.from({ length: Math.ceil(durationMs / 5_000) }, (_, i) => ({
    start: i * 5,
    end: Math.min(durationMs / 1_000, i * 5 + 5),
    text: `Line ${i} of ${file} says what no other line of this talk says.`,
  }));

export async function startRecogniser(): Promise<StandInRecogniser> {
  let now = 0;
  let most = 0;
  const server = createServer((request, response) => {
    if (request.method === 'HEAD') return void response.end();
    now++;
    most = Math.max(most, now);
    response.once('close', () => now--);
    // It is no fault here when the sender gives up its request while it is read.
    answer(standIn, request, response).catch(() => response.destroy());
  });
  const standIn: StandInRecogniser = {
    baseUrl: '',
    asked: [],
    answered: [],
    mostAtOnce: () => most,
    reply: everyFiveSeconds,
    forget() {
      most = now;
      standIn.asked.length = 0;
      standIn.answered.length = 0;
      standIn.reply = everyFiveSeconds;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  standIn.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return standIn;
}

async function answer(standIn: StandInRecogniser, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = await read(standIn, request);
  standIn.asked.push(asked);
  const reply = await standIn.reply(asked);
  if ('hang' in reply) {
    if (reply.hang === 'headers') response.writeHead(200, { 'content-type': 'application/json' }).write('{"text":');
    return;
  }
  // Long enough for a second request to arrive meanwhile, if there is one.
  await wait(50);
  if (!Array.isArray(reply)) {
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.body ?? { error: { message: 'A fault on purpose' } }));
    return;
  }
  const segments = reply.map((said, id) => ({ id, seek: 0, ...said, tokens: [], temperature: 0 }));
  const text = reply.map((said) => said.text).join(' ');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ task: 'transcribe', language: 'english', duration: 1, text, segments }));
  standIn.answered.push(asked.file);
}

async function read(standIn: StandInRecogniser, request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(Buffer.concat(chunks), { headers }).formData();
  const file = form.get('file') as File;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const fields = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return {
    file: file.name,
    bytes,
    fields: Object.fromEntries(fields),
    speakers: form.getAll('known_speaker_names[]').map(String),
    references: form.getAll('known_speaker_references[]').map(String),
    granularities: form.getAll('timestamp_granularities[]').map(String),
    // 64 kbit/s.
    durationMs: bytes.length / 8,
    before: standIn.asked.filter((other) => other.file === file.name).length,
    key: request.headers.authorization?.replace('Bearer ', ''),
  };
}
