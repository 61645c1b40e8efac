/** Resumable uploads as a program would send them: plain requests by the protocol tus 1.0. */
import { createHash, randomBytes } from 'node:crypto';
import { request as openRequest } from 'node:http';
import type { ClientRequest } from 'node:http';
import { expect } from 'vitest';
import type { ProblemDetails } from '../../src/contract/problem.js';
import type { Answer, Person } from './person.js';

const VERSION = { 'tus-resumable': '1.0.0' };
const BYTES = { ...VERSION, 'content-type': 'application/offset+octet-stream' };

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Looks like a WebM file at its start; what follows is noise. */
export function noise(size: number): Buffer {
  return Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x01, 0, 0, 0]), randomBytes(size - 8)]);
}

export const metadataOf = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** The answer to the creation; its `location` header is the upload's address. */
export function create(
  person: Person,
  projectId: string,
  size: number,
  { filename = 'talk.webm', body, headers = {} }: CreateOptions = {},
): Promise<Answer> {
  return person.ask('POST', '/api/uploads', body, {
    ...(body ? BYTES : VERSION),
    'upload-length': String(size),
    'upload-metadata': metadataOf({ projectId, filename, filetype: 'video/webm' }),
    ...headers,
  });
}

interface CreateOptions {
  filename?: string;
  body?: Uint8Array;
  headers?: Record<string, string>;
}

/** The address of a new upload. */
export async function begin(person: Person, projectId: string, size: number): Promise<string> {
  const { status, headers, body } = await create(person, projectId, size);
  if (status !== 201) throw new Error(`No upload was made: ${status} ${JSON.stringify(body)}`);
  return headers.get('location') ?? '';
}

export const idOf = (address: string): string => address.split('/').at(-1) ?? '';

export const patch = (person: Person, address: string, offset: number, body: Uint8Array): Promise<Answer> =>
  person.ask('PATCH', address, body, { ...BYTES, 'upload-offset': String(offset) });

export const head = (person: Person, address: string): Promise<Answer> =>
  person.ask('HEAD', address, undefined, VERSION);

export const terminate = (person: Person, address: string): Promise<Answer> =>
  person.ask('DELETE', address, undefined, VERSION);

export const offsetOf = async (person: Person, address: string): Promise<number> =>
  Number((await head(person, address)).headers.get('upload-offset'));

export interface OpenPatch {
  request: ClientRequest;
  /** The status of the answer; null when the connection was cut before there was one. */
  ended: Promise<number | null>;
}

/** A PATCH that announces all of `size - offset` bytes, sends these, and stays open. */
export function patchSlowly(
  { url, cookie }: Person,
  address: string,
  { offset, size }: { offset: number; size: number },
  bytes: Uint8Array,
): OpenPatch {
  const headers = { ...BYTES, cookie, 'upload-offset': String(offset), 'content-length': String(size - offset) };
  const request = openRequest(new URL(address, url), { method: 'PATCH', headers });
  const ended = new Promise<number | null>((resolve) => {
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
  request.write(bytes);
  return { request, ended };
}

export function expectProblem({ status, body }: Answer, expected: number, code: string): void {
  expect({ status, code: (body as Partial<ProblemDetails>).code }).toEqual({ status: expected, code });
}
