/** What a page's HTML brings along: the answers that it asks for first, and the names of the files that it needs. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { Answer, Person } from './support/person.js';
import { personWith } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;
let stranger: Person;
let talk: ProjectSnapshot;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  [ada, stranger] = [await world.signUp(web), await world.signUp(web)];
  talk = await ada.createProject();
});
afterAll(() => world.end());

/** The data in a page's HTML, by its id. */
const dataIn = (html: unknown, id: string): Record<string, { status: number; body: unknown }> => {
  const block = new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`).exec(String(html))?.[1] ?? '{}';
  return JSON.parse(block) as Record<string, { status: number; body: unknown }>;
};

/** A page that would have to wait too long for its answers comes without them; it is opened until it has them. */
const open = (person: Person, path: string): Promise<Answer> =>
  until('a page with its answers', async () => {
    const page = await person.ask('GET', path, undefined, { accept: 'text/html' });
    return Object.keys(dataIn(page.body, 'first-answers')).length > 0 && page;
  });

test('a page comes with the answers that it asks for first, for who opens it and nobody else, and no cache keeps it', async () => {
  const project = `/api/projects/${talk.id}`;
  for (const [person, sees] of [
    [ada, true],
    [stranger, false],
  ] as const) {
    const { body, headers } = await open(person, `/projects/${talk.id}/transcript`);
    expect(headers.get('cache-control')).toBe('private, no-store');
    const answers = dataIn(body, 'first-answers');
    expect(answers['/api/me']).toEqual({ status: 200, body: (await person.ask('GET', '/api/me')).body });
    expect(Object.hasOwn(answers, project)).toBe(sees);
    expect(Object.hasOwn(answers, `/api/content-types?projectId=${talk.id}`)).toBe(sees);
  }
  const home = dataIn((await open(ada, '/')).body, 'first-answers');
  for (const address of ['/api/projects?sort=recent', '/api/limits']) {
    expect(home[address]).toEqual({ status: 200, body: (await ada.ask('GET', address)).body });
  }
  const account = dataIn((await open(ada, '/account')).body, 'first-answers');
  expect(account['/api/auth/ways']).toEqual({ status: 200, body: (await ada.ask('GET', '/api/auth/ways')).body });
  const signedOut = dataIn((await open(personWith(web.url, ''), '/')).body, 'first-answers');
  expect(signedOut).toMatchObject({ '/api/me': { status: 401, body: { code: 'unauthorized' } } });
  expect(Object.keys(signedOut)).toEqual(['/api/me', '/api/auth/ways']);
});

test('what a person wrote cannot end the data in a page', async () => {
  const project = await ada.createProject('</script><script>alert(1)</script>');
  const { body } = await open(ada, `/projects/${project.id}`);
  expect(body).not.toContain('<script>alert');
  expect(dataIn(body, 'first-answers')[`/api/projects/${project.id}`]?.body).toMatchObject({ id: project.id });
});

test('what a page needs besides the first script is loaded along with its HTML, and is there', async () => {
  const addresses = ['', '/transcript', '/screenshots', '/chapters', '/contents/blog'].map(
    (path) => `/projects/${talk.id}${path}`,
  );
  for (const path of [...addresses, '/search', '/account']) {
    const { body } = await ada.ask('GET', path, undefined, { accept: 'text/html' });
    const head = String(body).split('</head>')[0] ?? '';
    const early = [...head.matchAll(/<link rel="modulepreload" crossorigin href="([^"]+)">/g)].map(([, file]) => file);
    const home = String((await ada.ask('GET', '/', undefined, { accept: 'text/html' })).body);
    expect(
      early.some((file) => !home.includes(file ?? '')),
      path,
    ).toBe(true);
    for (const file of new Set(early)) expect((await fetch(web.url + (file ?? ''))).status, file).toBe(200);
  }
});

test('the script of the first page is at most 150 kB as it is sent', async () => {
  const html = String((await ada.ask('GET', '/', undefined, { accept: 'text/html' })).body);
  const files = [
    ...html.matchAll(/<(?:script type="module"|link rel="modulepreload") crossorigin (?:src|href)="([^"]+)"/g),
  ];
  const sizes = await Promise.all(
    files.map(async ([, file]) => {
      const { headers } = await fetch(web.url + (file ?? ''), { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
      return Number(headers.get('content-length'));
    }),
  );
  const all = sizes.reduce((sum, size) => sum + size, 0);
  expect(all).toBeGreaterThan(100_000);
  expect(all).toBeLessThanOrEqual(150_000);
});
