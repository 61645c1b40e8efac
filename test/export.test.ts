/** Exports of drafts: Markdown with addresses that work elsewhere, a clean page, and a zip with its screenshots. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import type { Content } from '../src/contract/content.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;
let done: ProjectSnapshot;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  await world.startWorker();
  ada = await world.signUp(web);
  done = await createDoneProject(ada);
});
afterAll(() => world.end());

const path = (type: string, format: string): string =>
  `/api/projects/${done.id}/contents/${type}/export?format=${format}`;

async function save(type: string, body: string): Promise<void> {
  const etag = (await ada.ask('GET', `/api/projects/${done.id}/contents/${type}`)).headers.get('etag') ?? '';
  const saved = await ada.ask('PUT', `/api/projects/${done.id}/contents/${type}`, { body }, { 'if-match': etag });
  expect(saved.status).toBe(200);
}

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    zip.on('end', resolve).on('error', reject);
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(chunks));
          zip.readEntry();
        });
      });
    });
    zip.readEntry();
  });
  return files;
}

test('Markdown leads to the moments and pictures where they are', async () => {
  const { status, headers, body } = await ada.ask('GET', path('blog', 'md'));
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/markdown/);
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="?databases-bread-blog\.md"?$/);
  expect(body).toContain(`](${web.url}/projects/${done.id}#t=`);
  expect(body).toContain(`](${web.url}/api/projects/${done.id}/screenshots/`);
});

test('the zip has the Markdown and just the pictures it shows, as they are', async () => {
  const answer = await fetch(web.url + path('blog', 'zip'), { headers: { cookie: ada.cookie } });
  const files = await unzip(Buffer.from(await answer.arrayBuffer()));
  const markdown = files.get('databases-bread-blog.md')?.toString() ?? '';
  const shown = [...markdown.matchAll(/\]\((screenshots\/\d+\.jpg)\)/g)].map(([, name]) => name);
  expect(shown.length).toBeGreaterThan(0);
  expect([...files.keys()].sort()).toEqual(['databases-bread-blog.md', ...new Set(shown)].sort());
  const [first = ''] = shown;
  const picture = await fetch(`${web.url}/api/projects/${done.id}/${first}`, { headers: { cookie: ada.cookie } });
  expect(files.get(first)).toEqual(Buffer.from(await picture.arrayBuffer()));
});

test('the page is clean whatever was written, and keeps what is harmless', async () => {
  await save(
    'blog',
    '# A **b**\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) <b onclick="x">y</b>\n\n| a |\n|---|\n| ~~b~~ |\n',
  );
  const { headers, body } = await ada.ask('GET', path('blog', 'html'));
  expect(headers.get('content-type')).toMatch(/^text\/html/);
  expect(headers.get('content-disposition')).toContain('attachment');
  expect(body).toContain('<h1>A <strong>b</strong></h1>');
  expect(body).toMatch(/<td><del>b<\/del><\/td>/);
  expect(body).not.toMatch(/<script|onerror|onclick|javascript:/);
});

test('no image of the page tells a server elsewhere who reads it', async () => {
  await save(
    'blog',
    '![Slide](screenshots/0.jpg)\n\n![Shop](https://tracker.example/p.png) <img src="//tracker.example/q">',
  );
  const { headers, body } = await ada.ask('GET', path('blog', 'html'));
  expect(headers.get('cache-control')).toContain('no-store');
  expect([...String(body).matchAll(/<img src="([^"]*)"/g)].map(([, src]) => src)).toEqual([
    `${web.url}/api/projects/${done.id}/screenshots/0.jpg`,
  ]);
  expect(body).toContain('<a href="https://tracker.example/p.png">Shop</a>');
});

test('what takes too long to be laid out is refused, and others are answered meanwhile', async () => {
  const before = (await ada.ask('GET', `/api/projects/${done.id}/contents/blog`)).body as Content;
  for (const body of ['*a_ '.repeat(40_000), '>'.repeat(9_000)]) {
    await save('blog', body);
    const state = { over: false };
    const exported = ada.ask('GET', path('blog', 'html')).finally(() => (state.over = true));
    for (let i = 0; i < 10 && !state.over; i++) expect((await ada.ask('GET', '/healthz')).status).toBe(200);
    // Had it stopped the server, none would have been answered before it.
    if (body.startsWith('*')) expect(state.over).toBe(false);
    expect(await exported).toMatchObject({ status: 422, body: { code: 'too_complex' } });
  }
  await save('blog', before.body);
});

test('a thread is plain text', async () => {
  await ada.ask('POST', `/api/projects/${done.id}/generate`, { types: ['twitter'] });
  await ada.taskIn(done.id, 'draft:twitter', ['succeeded']);
  const { headers, body } = await ada.ask('GET', path('twitter', 'md'));
  expect(headers.get('content-disposition')).toContain('databases-bread-twitter.txt');
  expect(body).toContain('\n---\n');
});

test('other formats, drafts that are not there and strangers are refused', async () => {
  expect((await ada.ask('GET', path('blog', 'docx'))).status).toBe(422);
  expect((await ada.ask('GET', path('linkedin', 'md'))).status).toBe(404);
  expect((await ada.ask('GET', path('%00', 'md'))).status).toBe(404);
  const stranger = await world.signUp(web);
  expect((await stranger.ask('GET', path('blog', 'zip'))).status).toBe(404);
  expect((await fetch(web.url + path('blog', 'zip'))).status).toBe(401);
});
