/** Whatever is wrong with a request, the answer is a problem with a stable code, and tells nothing of the inside. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProblemDetails } from '../src/contract/problem.js';
import { problemDetails } from '../src/contract/problem.js';
import type { Answer, Person } from './support/person.js';
import { metadataOf } from './support/tus.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;
let project: string;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
  project = `/api/projects/${(await ada.createProject()).id}`;
});
afterAll(() => world.end());

const nobody = '00000000-0000-4000-8000-000000000000';
const CREATE = 'POST /api/projects';
const SIGN_IN = 'POST /api/auth/sign-in/email';
const SIGN_UP = 'POST /api/auth/sign-up/email';
const UPLOADS = '/api/uploads';
const UPLOAD = `POST ${UPLOADS}`;

const type = (contentType: string) => ({ 'content-type': contentType });
const json = type('application/json');
const packed = (how: string) => ({ ...json, 'content-encoding': how });
const tus = { 'tus-resumable': '1.0.0' };
const upload = { ...tus, 'upload-length': '9', 'upload-metadata': metadataOf({ projectId: nobody }) };
const base64 = (text: string) => Buffer.from(text).toString('base64url');

type Sent = { body?: unknown; headers?: Record<string, string> };

/** Words of the inside that no caller should read. */
const inside =
  /node_modules|\.js\b|\.ts:|\bat \w+ \(|SELECT|syntax|relation|ECONN|Cannot (GET|POST|PUT)|express|zod|undefined/i;

/** `expected`: status and code, as in `404 not_found`. */
function expectProblem(answer: Answer, expected: string): ProblemDetails {
  expect(`${answer.status} ${(answer.body as Partial<ProblemDetails>).code ?? ''}`).toBe(expected);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const problem = problemDetails.parse(answer.body);
  expect(problem).toMatchObject({ type: 'about:blank', status: answer.status });
  expect([problem.title, problem.detail]).not.toContain('');
  expect(problem.detail).not.toMatch(inside);
  return problem;
}

test.each<[string, string, Sent, string]>([
  ['an unknown address', 'GET /api/nowhere', {}, '404 not_found'],
  ['an unknown address below a known one', 'GET PROJECT/nowhere', {}, '404 not_found'],
  ['an unknown address of better-auth', 'POST /api/auth/forget-password', {}, '404 not_found'],
  [
    'an unknown page, asked for by a program',
    'GET /nowhere',
    { headers: { accept: 'application/json' } },
    '404 not_found',
  ],
  ['what is no UUID', 'GET /api/projects/7', {}, '404 not_found'],
  ["what is nobody's", `GET /api/tasks/${nobody}`, {}, '404 not_found'],
  ['what is not there yet', 'GET PROJECT/transcript', {}, '404 not_ready'],
  ['half of a character in an address', 'GET /api/projects/%E0%A4%A', {}, '400 bad_request'],
  ['a lone % in an address', 'GET PROJECT/contents/%', {}, '400 bad_request'],
  ['broken JSON', CREATE, { body: '{"title":', headers: json }, '400 invalid_json'],
  ['JSON that is no object', CREATE, { body: '"A talk"', headers: json }, '400 invalid_json'],
  ['no body', CREATE, {}, '415 json_required'],
  ['a form', CREATE, { body: 'title=A', headers: type('application/x-www-form-urlencoded') }, '415 json_required'],
  [
    'an unknown alphabet',
    CREATE,
    { body: '{}', headers: type('application/json; charset=x') },
    '415 unsupported_media_type',
  ],
  ['an unknown packing', CREATE, { body: '{}', headers: packed('box') }, '415 unsupported_media_type'],
  ['what is not packed as it says', CREATE, { body: '{}', headers: packed('gzip') }, '400 bad_request'],
  ['JSON that is too large', CREATE, { body: { title: 'x'.repeat(5_000_000) } }, '413 payload_too_large'],
  ['a field of another type', CREATE, { body: { title: 7 } }, '422 invalid_request'],
  ['a field that nobody knows', CREATE, { body: { title: 'A', rank: 1 } }, '422 invalid_request'],
  [
    'a page of another site',
    CREATE,
    { body: { title: 'A' }, headers: { origin: 'https://a.org' } },
    '403 cross_origin',
  ],
  ['a number in the query that is none', 'GET PROJECT/events?after=soon', {}, '422 invalid_request'],
  ['a query twice where it goes once', 'GET /api/search?q=a&q=b', {}, '422 invalid_request'],
  ['a missing query', 'GET /api/search', {}, '422 invalid_request'],
  ['a format that nobody knows', 'GET PROJECT/contents/blog/export?format=pdf', {}, '422 invalid_request'],
  ['a version that is no number', 'GET PROJECT/contents/blog/versions/last', {}, '422 invalid_request'],
  ['a cursor of no page of projects', 'GET /api/projects?cursor=--', {}, '422 invalid_request'],
  ['a cursor of no page of notices', 'GET /api/notices?cursor=--', {}, '422 invalid_request'],
  ['a cursor of no page that was found', 'GET /api/search?q=a&cursor=--', {}, '422 invalid_request'],
  ['a cursor of no page of tasks', 'GET PROJECT/tasks?cursor=--', {}, '422 invalid_request'],
  ['a cursor of no page of calls', 'GET PROJECT/usage?cursor=--', {}, '422 invalid_request'],
  [
    'a cursor that is nearly one',
    `GET /api/notices?cursor=${base64(`2026 ${'-'.repeat(36)}`)}`,
    {},
    '422 invalid_request',
  ],
  [
    'a cursor of the year 0',
    `GET /api/projects?cursor=${base64(`0000-01-01T00:00:00.000000Z ${nobody}`)}`,
    {},
    '422 invalid_request',
  ],
  ['a content type that nobody knows', 'POST PROJECT/generate', { body: { types: ['poem'] } }, '422 invalid_request'],
  ['a change without If-Match', 'PUT PROJECT/contents/blog', { body: { body: 'x' } }, '428 precondition_required'],
  ['captions that are none', 'PUT PROJECT/captions', { body: 'Hello.' }, '422 captions_invalid'],
  ['an empty recording', 'PUT PROJECT/source', { body: '' }, '422 empty_file'],
  ['a wrong password', SIGN_IN, { body: { email: 'no@a.org', password: 'x' } }, '401 invalid_email_or_password'],
  ['a short password', SIGN_UP, { body: { email: 'no@a.org', password: 'x', name: 'A' } }, '400 password_too_short'],
  ['what is no e-mail address', SIGN_UP, { body: { email: 'no', password: 'x', name: 'A' } }, '422 invalid_request'],
  ['another version of tus', UPLOAD, {}, '412 tus_version'],
  ['an upload without metadata', UPLOAD, { headers: { ...tus, 'upload-length': '9' } }, '422 invalid_request'],
  ['broken metadata', UPLOAD, { headers: { ...upload, 'upload-metadata': 'a b c' } }, '400 invalid_upload'],
  ['an upload of unknown length', UPLOAD, { headers: { ...upload, 'upload-length': '' } }, '400 invalid_upload'],
  [
    'what is not offered',
    UPLOAD,
    { headers: { ...tus, 'upload-defer-length': '1', 'upload-metadata': upload['upload-metadata'] } },
    '501 invalid_upload',
  ],
  ["an upload to nobody's project", UPLOAD, { headers: upload }, '404 not_found'],
  ["nobody's upload", `PATCH ${UPLOADS}/${nobody}`, { headers: tus }, '404 not_found'],
  ['the queues', 'GET /admin/queues', {}, '403 forbidden'],
])('%s is answered with a problem', async (_, request, { body, headers }, expected) => {
  const [method = '', path = ''] = request.replace('PROJECT', project).split(' ');
  const { code, errors } = expectProblem(await ada.ask(method, path, body, headers), expected);
  if (code === 'invalid_request') expect(errors?.length).toBeGreaterThan(0);
});

test.each<[string, string, string]>([
  ['POST', '/api/me', 'GET, HEAD, PATCH, DELETE'],
  ['DELETE', '/api/auth/sign-in/email', 'POST'],
  ['PATCH', '/api/openapi.json', 'GET, HEAD'],
  ['GET', `/api/uploads/${nobody}`, 'OPTIONS, HEAD, PATCH, DELETE'],
  ['PUT', `/api/projects/${nobody}`, 'GET, HEAD, PATCH, DELETE'],
])('%s %s is refused with the methods that are there', async (method, path, allow) => {
  const response = await fetch(web.url + path, { method, headers: { cookie: ada.cookie } });
  const { status, headers } = response;
  expectProblem({ status, headers, body: await response.json() }, '405 method_not_allowed');
  expect(headers.get('allow')).toBe(allow);
});

test('HEAD is answered as GET is, without a body', async () => {
  for (const path of [project, `${project}/transcript`, '/api/nowhere', '/api/projects/%']) {
    const [head, get] = [await ada.ask('HEAD', path), await ada.ask('GET', path)];
    expect([head.status, head.headers.get('content-type'), head.body]).toEqual([
      get.status,
      get.headers.get('content-type'),
      '',
    ]);
  }
});

test.each([
  ['what is no HTTP', 'HELLO\r\n\r\n', 400, 'bad_request'],
  [
    'headers without an end',
    `GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
])('%s is answered with a problem', async (_, bytes, status, code) => {
  const { hostname, port } = new URL(web.url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
  });
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\nContent-Type: application/problem\\+json`));
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status, code });
});
