/** A server that speaks OpenAI's `/chat/completions` as badly as a test wants: a behaviour for each request, in turn. */
import { spawnSync } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { programs } from './programs.js';

export interface ChatRequestBody {
  model: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  messages: { role: string; content: string }[];
  response_format?: { type: string; json_schema?: { name: string; strict: boolean; schema: Record<string, unknown> } };
}

export type Behaviour = (response: ServerResponse, request: ChatRequestBody) => void;

/** The JPEGs in a request, in order. */
export const picturesIn = ({ messages }: ChatRequestBody): Buffer[] =>
  messages
    .flatMap(({ content }: { content: unknown }) => (Array.isArray(content) ? (content as ContentPart[]) : []))
    .flatMap(({ image_url }) => (image_url ? [Buffer.from(image_url.url.split(',')[1] ?? '', 'base64')] : []));

interface ContentPart {
  type: string;
  text?: string;
  image_url?: { url: string; detail?: string };
}

export interface ChatServer {
  baseUrl: string;
  /** All requests so far. */
  requests: ChatRequestBody[];
  /** What the next requests get, one each; the last one all that follow. */
  behave(...behaviours: Behaviour[]): void;
  stop(): Promise<void>;
}

export async function startChatServer(): Promise<ChatServer> {
  const requests: ChatRequestBody[] = [];
  let planned: Behaviour[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'HEAD') return response.end();
    return void bodyOf(request).then((body) => {
      requests.push(body);
      const behaviour = planned.length > 1 ? planned.shift() : planned[0];
      if (behaviour) behaviour(response, body);
      else response.writeHead(500).end('Nothing was planned.');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    behave: (...behaviours) => void (planned = behaviours),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<ChatRequestBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as ChatRequestBody;
}

type Delta = { content?: string; refusal?: string };

/** Streams these pieces, without an end. */
function begin(response: ServerResponse, pieces: (string | Delta)[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const piece of pieces) {
    const delta = typeof piece === 'string' ? { content: piece } : piece;
    response.write(chunk(delta));
  }
}

const chunk = (delta: Delta, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** A whole answer in these pieces, ended for this reason. `promptTokens`, `answerTokens`: what it says they had. */
export const says =
  (pieces: string | (string | Delta)[], finish = 'stop', promptTokens?: number, answerTokens = 0): Behaviour =>
  (response) => {
    begin(response, [pieces].flat());
    response.write(chunk({}, finish));
    if (promptTokens !== undefined) {
      const usage = { prompt_tokens: promptTokens, completion_tokens: answerTokens };
      response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
    }
    response.end('data: [DONE]\n\n');
  };

/** How much of an answer comes at once, in characters, and how often, in ms. */
const PIECE = 16;
const EVERY_MS = 10;

/** An answer that is written while the test looks on: of its characters there are never more than `allowed` says. */
export const writes =
  (text: string, allowed: () => number): Behaviour =>
  (response) => {
    const characters = [...text];
    let sent = 0;
    begin(response, []);
    const timer = setInterval(() => {
      const next = Math.min(sent + PIECE, allowed(), characters.length);
      if (next > sent) response.write(chunk({ content: characters.slice(sent, next).join('') }));
      sent = Math.max(sent, next);
      if (sent < characters.length) return;
      clearInterval(timer);
      response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
    }, EVERY_MS);
    response.on('close', () => clearInterval(timer));
  };

/** A whole answer after which the connection stays open, with nothing more to come. */
export const lingers =
  (...pieces: string[]): Behaviour =>
  (response) => {
    begin(response, pieces);
    response.write(chunk({}, 'stop'));
  };

/** The stream ends, politely, in the middle. */
export const stops =
  (...pieces: string[]): Behaviour =>
  (response) => {
    begin(response, pieces);
    response.end();
  };

/** The connection breaks in the middle. */
export const breaks =
  (...pieces: string[]): Behaviour =>
  (response) => {
    begin(response, pieces);
    setImmediate(() => response.destroy());
  };

/** Says this much, and then nothing more, for as long as anybody listens. */
export const fallsSilent =
  (...pieces: string[]): Behaviour =>
  (response) =>
    begin(response, pieces);

export const never: Behaviour = () => undefined;

export const refuses =
  (status: number, error: Record<string, unknown> = {}, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ error: { message: 'No.', ...error } }));

/** What a picture counts here, in tokens. */
export const PICTURE_TOKENS = 1_000;

/** Tells what is on a picture: it knows pictures by how bright they are, from 0 to 255. */
export const sees =
  (answer: (brightness: number) => object): Behaviour =>
  (response, request) => {
    const [jpeg = Buffer.alloc(0)] = picturesIn(request);
    const args = [
      '-v',
      'error',
      '-f',
      'jpeg_pipe',
      '-i',
      '-',
      '-vf',
      'scale=1:1:flags=area,format=gray',
      '-f',
      'rawvideo',
      '-',
    ];
    const { stdout } = spawnSync(programs().ffmpeg, args, { input: jpeg });
    says(JSON.stringify(answer(stdout[0] ?? 0)), 'stop', 300 + PICTURE_TOKENS, 100)(response, request);
  };

export interface PartReader {
  /** Which part of what it is sent it reads when that is longer than it takes. */
  keeps: 'head' | 'tail' | 'both ends';
  /** In tokens, as it counts. */
  takes: number;
  /** Null: it says no usage. */
  counts: ((text: string) => number) | null;
  /** The model is told of marks, and gives back those that it reads. */
  givesMarks: boolean;
  /** What it answers to what it has read. */
  answers: (read: string) => string;
}

/** A server of one's own that silently reads only a part of a prompt that is too long for it. */
export const readsInPart =
  ({ keeps, takes, counts, givesMarks, answers }: PartReader): Behaviour =>
  (response, request) => {
    const sent = request.messages.map(({ content }) => content).join('\n');
    const size = counts ?? ((text: string): number => text.length / 4);
    const kept = Math.floor(sent.length * Math.min(1, takes / size(sent)));
    const read = {
      head: sent.slice(0, kept),
      tail: sent.slice(sent.length - kept),
      'both ends': sent.slice(0, kept / 2) + sent.slice(sent.length - kept / 2),
    }[keeps];
    const marks = [...read.matchAll(/^MARK (\w+)$/gm)].map(([, code]) => code);
    const line = givesMarks && marks.length > 0 ? `Marks: ${marks.join(' ')}\n\n` : '';
    says(`${line}${answers(read)}`, 'stop', counts ? Math.round(size(read)) : undefined, 10)(response, request);
  };
