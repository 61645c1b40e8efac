/**
 * A stand-in for a server that speaks S3, in memory. It has what our storage asks for, in path style, and checks no signatures. A
 * test says which requests it serves badly, and how.
 */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `cut`: the first half of an answer's bytes, then nothing more of this connection. */
export type BucketFault = '500' | '503' | 'reset' | 'cut';
export const bucketFaults: BucketFault[] = ['500', '503', 'reset', 'cut'];

export interface BucketRequest {
  method: string;
  key: string;
  query: URLSearchParams;
}

export interface Bucket {
  /** The settings with which Devreel uses it. */
  settings: Record<string, string>;
  objects: Map<string, Buffer>;
  /** What to do with a request; null: serve it. */
  fault: (request: BucketRequest) => BucketFault | null;
  /** How many requests were served badly. */
  faults: number;
  stop(): Promise<void>;
}

type Uploads = Map<string, Map<number, Buffer>>;

export async function startBucket(): Promise<Bucket> {
  const uploads: Uploads = new Map();
  const bucket: Bucket = {
    settings: {},
    objects: new Map(),
    fault: () => null,
    faults: 0,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    // It is no fault here when the client hangs up in the middle.
    serve(bucket, uploads, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  bucket.settings = {
    S3_BUCKET: 'bucket',
    S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    S3_FORCE_PATH_STYLE: 'true',
    AWS_ACCESS_KEY_ID: 'anybody',
    AWS_SECRET_ACCESS_KEY: 'anything',
  };
  return bucket;
}

async function serve(
  bucket: Bucket,
  uploads: Uploads,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(incoming.url ?? '/', 'http://bucket');
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  const request: BucketRequest = { method: incoming.method ?? '', key, query };
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const fault = bucket.fault(request);
  if (fault !== null) bucket.faults += 1;
  if (fault === 'reset') return void incoming.socket.destroy();
  if (fault === '500') return refuse(response, 500, 'InternalError');
  if (fault === '503') return refuse(response, 503, 'SlowDown');
  if (query.has('uploads') || query.has('uploadId')) {
    return multipart(bucket, uploads, request, Buffer.concat(chunks), response);
  }
  if (request.method === 'GET' && query.has('list-type')) return list(bucket, query, response);
  object(bucket, request, Buffer.concat(chunks), incoming, response, fault === 'cut');
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

function object(
  { objects }: Bucket,
  { method, key }: BucketRequest,
  body: Buffer,
  { headers }: IncomingMessage,
  response: ServerResponse,
  cut: boolean,
): void {
  if (method === 'PUT') {
    objects.set(key, body);
    return void response.writeHead(200, { etag: etagOf(body) }).end();
  }
  if (method === 'DELETE') {
    objects.delete(key);
    return void response.writeHead(204).end();
  }
  const bytes = objects.get(key);
  if (!bytes) return refuse(response, 404, 'NoSuchKey');
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  if (from !== undefined && start >= bytes.length) return refuse(response, 416, 'InvalidRange');
  const end = to === undefined || to === '' ? bytes.length : Math.min(bytes.length, Number(to) + 1);
  const part = bytes.subarray(start, end);
  response.writeHead(from === undefined ? 200 : 206, {
    etag: etagOf(bytes),
    'content-length': part.length,
    'last-modified': new Date().toUTCString(),
    ...(from !== undefined && { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` }),
  });
  if (!cut || method === 'HEAD') return void response.end(method === 'HEAD' ? undefined : part);
  response.write(part.subarray(0, Math.floor(part.length / 2)), () => response.destroy());
}

function list({ objects }: Bucket, query: URLSearchParams, response: ServerResponse): void {
  const found = [...objects].filter(([key]) => key.startsWith(query.get('prefix') ?? ''));
  const at = new Date().toISOString();
  const contents = found.map(
    ([key, { length }]) =>
      `<Contents><Key>${key}</Key><Size>${length}</Size><LastModified>${at}</LastModified></Contents>`,
  );
  xml(response, 'ListBucketResult', `<IsTruncated>false</IsTruncated>${contents.join('')}`);
}

function multipart(
  { objects }: Bucket,
  uploads: Uploads,
  { method, key, query }: BucketRequest,
  body: Buffer,
  response: ServerResponse,
): void {
  if (query.has('uploads')) {
    if (method === 'GET') return xml(response, 'ListMultipartUploadsResult', '<IsTruncated>false</IsTruncated>');
    const id = randomUUID();
    uploads.set(id, new Map());
    return xml(response, 'InitiateMultipartUploadResult', `<Key>${key}</Key><UploadId>${id}</UploadId>`);
  }
  const id = query.get('uploadId') ?? '';
  const parts = uploads.get(id);
  if (!parts) return refuse(response, 404, 'NoSuchUpload');
  if (method === 'PUT') {
    parts.set(Number(query.get('partNumber')), body);
    return void response.writeHead(200, { etag: etagOf(body) }).end();
  }
  const sorted = [...parts].sort(([a], [b]) => a - b);
  if (method === 'GET') return xml(response, 'ListPartsResult', sorted.map(partXml).join(''));
  uploads.delete(id);
  if (method === 'DELETE') return void response.writeHead(204).end();
  const whole = Buffer.concat(sorted.map(([, bytes]) => bytes));
  objects.set(key, whole);
  xml(response, 'CompleteMultipartUploadResult', `<Key>${key}</Key><ETag>${etagOf(whole)}</ETag>`);
}

const partXml = ([number, bytes]: [number, Buffer]): string =>
  `<Part><PartNumber>${number}</PartNumber><ETag>${etagOf(bytes)}</ETag><Size>${bytes.length}</Size></Part>`;

function xml(response: ServerResponse, name: string, content: string): void {
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><${name}>${content}</${name}>`);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
}
