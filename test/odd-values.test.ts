/**
 * Whatever is put into an address, a header or a body: the answer is no 5xx, and a refusal is a problem with a code. The routes
 * and what they take are read from the server's own description, so that a new route is always among them.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeChapters, storeTranscript } from '../src/transcript/stored.js';
import { expectDescribed } from './support/described.js';
import {
  isProblem,
  oddInAddress,
  oddInHeader,
  oddInJson,
  oddRanges,
  oddTypes,
  placesIn,
  readBeforeAnyRoute,
  readByMany,
  withAt,
} from './support/odd-values.js';
import type { Answer, Person } from './support/person.js';
import { bodies, streamed } from './support/right-bodies.js';
import { metadataOf } from './support/tus.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
}
interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Route {
  method: string;
  template: string;
  operation: Operation;
}
interface Asked {
  what: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** So many at once, as several programs would ask. */
const AT_ONCE = 8;
const nobody = '00000000-0000-4000-8000-000000000000';

let world: World;
let web: WebServer;
let hand: WorkerByHand;
let ada: Person;
let routes: Route[];
let schemas: Record<string, Schema>;
/** What stands in the addresses. */
let ids: Record<string, string>;

beforeAll(async () => {
  world = await createWorld({ MAX_UPLOAD_BYTES: '1000000' });
  web = await world.startWeb();
  hand = await WorkerByHand.in(world);
  ada = await world.signUp(web);
  const description = (await ada.ask('GET', '/api/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
  };
  schemas = description.components.schemas;
  routes = Object.entries(description.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([verb, operation]) => ({ method: verb.toUpperCase(), template, operation })),
  );
  ids = await aTalk();
});
afterAll(async () => {
  hand.end();
  await world.end();
});

const HEARD = { language: 'en', source: 'captions' as const, coverage: 1, missing: [], durationMs: 30_000 };

/** A project with something behind each address. */
async function aTalk(): Promise<Record<string, string>> {
  const project = await hand.projectOf(ada, 'Bread');
  const segments = [{ index: 0, startMs: 0, endMs: 30_000, text: 'Bread needs time.' }];
  await hand.log.write(project, async (tx) => {
    await storeTranscript(tx, { ...HEARD, segments });
    await storeChapters(tx, [{ title: 'Bread', startMs: 0, endMs: 30_000 }]);
  });
  const draft = await hand.succeedWithDraft(await hand.start(await hand.queue(project, 'draft:blog')));
  const added = await ada.ask('POST', `/api/projects/${project}/documents?filename=a.md`, 'Words.');
  const { document } = added.body as { document: { id: string } };
  return { project, task: draft.id, document: document.id };
}

/** A path with something in each of its places. Nothing that is there is deleted. */
function filled({ method, template }: Route, own: Record<string, string> = {}): string {
  const id = template.startsWith('/api/tasks/') ? ids['task'] : ids['project'];
  const values: Record<string, string | undefined> = {
    id: method === 'DELETE' ? nobody : id,
    documentId: nobody,
    type: 'blog',
    key: 'draft:blog',
    version: '1',
    index: '0',
    ...own,
  };
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? nobody);
}

const queries: Record<string, string> = { q: 'bread', filename: 'a.srt' };

const nameOf = ({ method, template }: Route): string => `${method} ${template}`;
const queryOf = ({ operation }: Route): string =>
  (operation.parameters ?? [])
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name }) => `${name}=${queries[name] ?? 'x'}`)
    .join('&');

/** A request as it should be. */
function rightly(route: Route): Asked {
  const name = nameOf(route);
  const needed = (route.operation.parameters ?? []).filter((one) => one.in === 'header' && one.required);
  const values: Record<string, string> = { 'If-Match': '*', 'Tus-Resumable': '1.0.0', 'Upload-Length': '9' };
  const headers = Object.fromEntries(needed.map((one) => [one.name, values[one.name] ?? '1']));
  const metadata = { 'Upload-Metadata': metadataOf({ projectId: ids['project'] ?? '', filename: 'a.webm' }) };
  return {
    what: 'as it should be',
    method: route.method,
    path: `${filled(route)}?${queryOf(route)}`,
    headers: { ...headers, ...(name === 'POST /api/uploads' ? metadata : {}) },
    body: bodies[name] ?? streamed[name],
  };
}

/** As `person.ask`, but a redirection is an answer as others are. */
async function ask({ method, path, headers, body }: Asked): Promise<Answer> {
  // Whoever signs out is not the one who goes on asking.
  const cookie = path.startsWith('/api/auth/') || path.startsWith('/sign-in') ? '' : ada.cookie;
  const isText = typeof body === 'string';
  const type = body === undefined ? {} : { 'content-type': isText ? 'application/octet-stream' : 'application/json' };
  const response = await fetch(web.url + path, {
    method,
    headers: { cookie, ...type, ...headers },
    redirect: 'manual',
    ...(body !== undefined && !['GET', 'HEAD'].includes(method) && { body: isText ? body : JSON.stringify(body) }),
  });
  const { status } = response;
  const text = await response.text();
  const isJson = method !== 'HEAD' && (response.headers.get('content-type') ?? '').includes('json');
  const answer = {
    status,
    headers: response.headers,
    body: isJson && text ? (JSON.parse(text) as unknown) : text,
  };
  await expectDescribed(web.url, method, path, status >= 300 && status < 400 ? { ...answer, body: '' } : answer);
  return answer;
}

/** What is wrong with the answers. The server's own description is held against them, too. */
async function faultsOf(all: Asked[]): Promise<string[]> {
  const faults: string[] = [];
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let asked = waiting.pop(); asked; asked = waiting.pop()) {
        const where = `${asked.method} ${asked.path.slice(0, 150)}, ${asked.what}`;
        try {
          const { status, headers, body } = await ask(asked);
          if (status >= 500 && status !== 501) faults.push(`${where}: ${status} ${JSON.stringify(body)}`);
          else if (status >= 400 && asked.method !== 'HEAD' && !isProblem(headers, body))
            faults.push(`${where}: ${status} is no problem`);
        } catch (error) {
          faults.push(`${where}: ${String(error).slice(0, 500)}`);
        }
      }
    }),
  );
  return faults;
}

test('requests as they should be are no refusals of what is asked below', async () => {
  for (const route of routes.filter((one) => one.operation.requestBody)) {
    const right = rightly(route);
    expect(right.body, `${nameOf(route)} has a body in this test`).toBeDefined();
    expect((await ask(right)).status, nameOf(route)).toBeLessThan(410);
  }
});

test('odd values in the place of an id, a name or a number of an address', async () => {
  const all = routes.flatMap((route) =>
    (route.operation.parameters ?? [])
      .filter((one) => one.in === 'path')
      .flatMap(({ name }) =>
        Object.entries(oddInAddress).map(([what, odd]) => ({
          ...rightly(route),
          what: `${name} is ${what}`,
          path: filled(route, { [name]: odd }),
        })),
      ),
  );
  expect(await faultsOf(all)).toEqual([]);
});

test('odd values in a query: each, twice, as a list, as an object', async () => {
  const all = routes.flatMap((route) =>
    (route.operation.parameters ?? [])
      .filter((one) => one.in === 'query')
      .flatMap(({ name }) => {
        const others = queryOf(route)
          .split('&')
          .filter((pair) => !pair.startsWith(`${name}=`))
          .join('&');
        const shapes = Object.entries(oddInAddress).map(([what, odd]) => [what, `${name}=${odd}`]);
        const more = [
          `${name}=a&${name}=b`,
          `${name}[]=a`,
          `${name}[a]=b`,
          `${name}[__proto__]=b`,
          name,
          '%',
          '&&&=',
          '%00=%00',
        ];
        return [...shapes, ...more.map((one) => [one, one])].map(([what = '', query = '']) => ({
          ...rightly(route),
          what: `${name} is ${what}`,
          path: `${filled(route)}?${[others, query].filter(Boolean).join('&')}`,
        }));
      }),
  );
  expect(await faultsOf(all)).toEqual([]);
});

test('odd values in headers', async () => {
  const all = routes.flatMap((route) => {
    const right = rightly(route);
    const named = (route.operation.parameters ?? []).filter((one) => one.in === 'header').map(({ name }) => name);
    const each = named.flatMap((name) => oddInHeader.map((value) => ({ [name]: value })));
    const together = oddInHeader.map((value) => Object.fromEntries(readByMany.map((name) => [name, value])));
    return [...each, ...together, ...oddRanges].map((headers) => ({
      ...right,
      what: JSON.stringify(headers).slice(0, 100),
      headers: { ...right.headers, ...headers },
    }));
  });
  const some = ['GET /api/me', 'POST /api/projects', 'POST /api/auth/sign-out', 'POST /sign-in'];
  for (const route of routes.filter((one) => some.includes(nameOf(one))))
    for (const name of readBeforeAnyRoute)
      for (const value of oddInHeader)
        all.push({ ...rightly(route), what: `${name}: ${value.slice(0, 60)}`, headers: { [name]: value } });
  expect(await faultsOf(all)).toEqual([]);
});

test('odd values in each field of a body, instead of it, and beside them', async () => {
  const all = routes.flatMap((route) => {
    const right = rightly(route);
    const schema = route.operation.requestBody?.content['application/json']?.schema;
    if (!schema || !right.body) return [];
    const { properties = {} } = schema.$ref ? (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
    const places = [[], ...Object.keys(properties).map((name) => [name]), ...placesIn(right.body), ['nobodyKnows']];
    return places.flatMap((place) =>
      Object.entries(oddInJson).map(([what, odd]) => ({
        ...right,
        what: `${place.join('.') || 'all'} is ${what}`,
        body: JSON.stringify(withAt(right.body, place, odd)),
        headers: { 'content-type': 'application/json', ...right.headers },
      })),
    );
  });
  expect(all.length).toBeGreaterThan(500);
  expect(await faultsOf(all)).toEqual([]);
});

test('bodies of odd kinds', async () => {
  const texts = ['', '\0', '"\\ud800"', '{"a":', '[', 'null', '{"title":"a","title":"b"}', '['.repeat(100_000)];
  const all = routes
    .filter(({ method }) => method !== 'GET')
    .flatMap((route) => {
      const right = rightly(route);
      return [
        ...oddTypes.map((type) => ({
          ...right,
          what: `of the type ${type}`,
          headers: { ...right.headers, 'content-type': type },
        })),
        ...texts.map((body) => ({
          ...right,
          what: `a body of ${body.slice(0, 20)}`,
          body,
          headers: { 'content-type': 'application/json', ...right.headers },
        })),
      ];
    });
  expect(await faultsOf(all)).toEqual([]);
});

test('none of it was an error to the server either', () => {
  expect(
    web
      .output()
      .split('\n')
      .filter((line) => / ERROR /.test(line)),
  ).toEqual([]);
});
