/** Exports of drafts: Markdown with addresses that work elsewhere, a clean page, and a zip with its screenshots. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content, ContentTypeInfo } from '../src/contract/content.js';
import type { OwnPicture, WantedFrame } from '../src/contract/own-pictures.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { createDoneProject } from './support/done-project.js';
import type { Answer, Person } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';
import { unzip } from './support/zip.js';

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

test('Markdown leads to the moments and pictures where they are', async () => {
  const { status, headers, body } = await ada.ask('GET', path('blog', 'md'));
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/markdown/);
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="?databases-bread-blog\.md"?$/);
  expect(body).toContain(`](${web.url}/projects/${done.id}#t=`);
  expect(body).toContain(`](${web.url}/api/projects/${done.id}/screenshots/`);
});

test('a picture of one’s own and the very frame of a moment are kept, served to members, and in exports', async () => {
  const at = `${web.url}/api/projects/${done.id}`;
  const headers = { cookie: ada.cookie };
  const send = (body: string | Buffer) =>
    fetch(`${at}/pictures?filename=me.svg`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
  const svg = await send('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  expect([svg.status, ((await svg.json()) as { code: string }).code]).toEqual([415, 'not_a_picture']);
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNgQAcAABIAAeWDhG4AAAAASUVORK5CYII=',
    'base64',
  );
  const own = (await (await send(png)).json()) as OwnPicture;
  expect(own).toMatchObject({ type: 'image/png', width: 3, height: 2, sizeBytes: png.length, atMs: null });
  const wanted = await ada.ask('POST', `/api/projects/${done.id}/frames`, { atMs: 6_000 });
  const { name, url, task } = wanted.body as WantedFrame;
  expect([wanted.status, name, task?.key]).toEqual([202, 'at-6000.jpg', 'frame:6000']);
  await until('the frame', async () => (await ada.detail(task?.id ?? '')).status === 'succeeded');
  const again = await ada.ask('POST', `/api/projects/${done.id}/frames`, { atMs: 6_000 });
  expect(again.body).toEqual({ name, url, task: null });
  const bytes = async (of: string) => Buffer.from(await (await fetch(of, { headers })).arrayBuffer());
  // A screenshot of the same moment is the same picture.
  expect(await bytes(web.url + url)).toEqual(await bytes(`${at}/screenshots/2.jpg`));
  const stranger = await world.signUp(web);
  expect((await stranger.ask('GET', url)).status).toBe(404);
  const before = ((await ada.ask('GET', `/api/projects/${done.id}/contents/blog`)).body as Content).body;
  await save('blog', `![Me](pictures/${own.name})\n\n![Then](pictures/${name})\n\n![No](pictures/other.png)\n`);
  const files = await unzip(await bytes(web.url + path('blog', 'zip')));
  expect([...files.keys()].sort()).toEqual(
    ['databases-bread-blog.md', `pictures/${name}`, `pictures/${own.name}`].sort(),
  );
  expect(files.get(`pictures/${own.name}`)).toEqual(png);
  const page = (await bytes(web.url + path('blog', 'html'))).toString();
  expect(page).toContain(`src="data:image/png;base64,${png.toString('base64')}"`);
  expect(page).toContain('src="data:image/jpeg;base64,');
  await save('blog', before);
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

test('the page has its pictures inside, and one that is gone only says what it showed', async () => {
  const picture = await fetch(`${web.url}/api/projects/${done.id}/screenshots/0.jpg`, {
    headers: { cookie: ada.cookie },
  });
  const bytes = Buffer.from(await picture.arrayBuffer()).toString('base64');
  const inText = `src="${web.url}/api/projects/${done.id}/screenshots/0.jpg"`;
  await save('blog', `![One](screenshots/0.jpg)\n\nwords\n\n![Gone](screenshots/9999.jpg)\n\n\`${inText}\``);
  const { body } = await ada.ask('GET', path('blog', 'html'));
  const pictures = [...String(body).matchAll(/<img src="([^"]*)"/g)].map(([, src]) => src);
  expect(pictures).toEqual([
    `data:image/jpeg;base64,${bytes}`,
    `${web.url}/api/projects/${done.id}/screenshots/9999.jpg`,
  ]);
  expect(body).toContain('words');
  expect(body).toContain(`<code>${inText}</code>`);
});

test('no image of the page tells a server elsewhere who reads it', async () => {
  await save(
    'blog',
    '![Slide](screenshots/0.jpg)\n\n![Shop](https://tracker.example/p.png) <img src="//tracker.example/q">',
  );
  const { headers, body } = await ada.ask('GET', path('blog', 'html'));
  expect(headers.get('cache-control')).toContain('no-store');
  expect([...String(body).matchAll(/<img src="(.{0,16})/g)].map(([, src]) => src)).toEqual(['data:image/jpeg;']);
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

const SITES = {
  hugo: { path: 'content/posts/flour/index.md', picture: 'content/posts/flour/images/0.jpg', link: '](images/0.jpg)' },
  astro: {
    path: 'src/content/blog/flour/index.md',
    picture: 'src/content/blog/flour/images/0.jpg',
    link: '](./images/0.jpg)',
  },
  docusaurus: {
    path: /^blog\/\d{4}-\d\d-\d\d-flour\/index\.md$/,
    picture: /^blog\/.*-flour\/images\/0\.jpg$/,
    link: '](./images/0.jpg)',
  },
  devto: { path: 'flour.md', picture: 'images/0.jpg', link: '](images/0.jpg)' },
  hashnode: { path: 'flour.md', picture: 'images/0.jpg', link: '](images/0.jpg)' },
};

test('for each site there is a zip with front matter, the files where it looks for them, and the title said once', async () => {
  const before = (await ada.ask('GET', `/api/projects/${done.id}/contents/blog`)).body as Content;
  await save('blog', '# Flour\n\n![Slide](screenshots/0.jpg)\n\nWhat "flour" is, and: why.\n\nMore.');
  for (const [site, { path: file, picture, link }] of Object.entries(SITES)) {
    const answer = await fetch(web.url + path('blog', site), { headers: { cookie: ada.cookie } });
    const files = await unzip(Buffer.from(await answer.arrayBuffer()));
    const named = (wanted: string | RegExp) =>
      [...files.keys()].find((name) => (typeof wanted === 'string' ? name === wanted : wanted.test(name)));
    const text = files.get(named(file) ?? '')?.toString() ?? '';
    expect(text, site).toMatch(/^---\ntitle: "Flour"\n/);
    expect(text).toContain('"What \\"flour\\" is, and: why."');
    expect(text).toContain(link);
    expect(text).not.toContain('# Flour');
    expect(files.get(named(picture) ?? '')?.subarray(0, 2), site).toEqual(Buffer.from([0xff, 0xd8]));
  }
  await save('blog', before.body);
});

test('what a recording needs on YouTube comes in one zip', async () => {
  const address = `${web.url}/api/projects/${done.id}/youtube.zip`;
  const answer = await fetch(address, { headers: { cookie: ada.cookie } });
  const files = await unzip(Buffer.from(await answer.arrayBuffer()));
  const names = [...files.keys()];
  expect(names).toEqual(expect.arrayContaining(['captions.vtt', 'captions.srt', 'chapters.txt']));
  expect(names.some((name) => /^thumbnails\/\d+\.jpg$/.test(name))).toBe(true);
  expect(files.get('chapters.txt')?.toString()).toMatch(/^0:00 /);
});

test('a thread is plain text', async () => {
  await ada.ask('POST', `/api/projects/${done.id}/generate`, { types: ['twitter'] });
  await ada.taskIn(done.id, 'draft:twitter', ['succeeded']);
  const { headers, body } = await ada.ask('GET', path('twitter', 'md'));
  expect(headers.get('content-disposition')).toContain('databases-bread-twitter.txt');
  expect(body).toContain('\n---\n');
});

const TEASER = { label: 'Team teaser', brief: 'A teaser for the team.', format: 'text', limit: { max: 200 } };
const typesOf = async (person: Person, projectId?: string): Promise<ContentTypeInfo[]> => {
  const answer = await person.ask('GET', `/api/content-types${projectId ? `?projectId=${projectId}` : ''}`);
  return (answer.body as { items: ContentTypeInfo[] }).items;
};
const errorsOf = ({ body }: Answer): unknown =>
  (body as { errors?: { path: string }[] }).errors?.map(({ path }) => path);

test('a kind of draft that somebody makes is written, edited, found and exported as the others; deleted, what is written stays', async () => {
  const made = await ada.ask('POST', '/api/content-types', TEASER);
  expect(made.status).toBe(201);
  const type = made.body as ContentTypeInfo;
  expect(type).toMatchObject({
    label: 'Team teaser',
    action: 'edit',
    format: 'text',
    description: 'A teaser for the team.',
    limit: { max: 200, measure: 'characters', per: 'text' },
    own: { brief: 'A teaser for the team.', scope: 'the best of it', mine: true, deleted: false },
  });
  const at = `/api/projects/${done.id}`;
  const asked = await ada.ask('POST', `${at}/generate`, { types: [type.id] });
  // As no other plain text does, it waits for no screenshots.
  expect(asked).toMatchObject({ status: 202, body: { tasks: [{ key: `draft:${type.id}`, waitingFor: [] }] } });
  await ada.taskIn(done.id, `draft:${type.id}`, ['succeeded']);
  const { body: written } = await ada.ask('GET', `${at}/contents/${type.id}`);
  expect(written).toMatchObject({ origin: 'offline', format: 'text', version: 1, type: type.id });
  const { body } = written as Content;
  expect(body.length).toBeLessThanOrEqual(201);
  expect(body).toContain('Databases & bread');
  expect((await ada.ask('GET', `${at}/status/draft:${type.id}`)).body).toMatchObject({
    label: 'Team teaser',
    action: { label: 'Edit', href: `/projects/${done.id}/contents/${type.id}` },
  });
  const { body: notices } = await ada.ask('GET', '/api/notices');
  expect((notices as { items: { title: string }[] }).items[0]?.title).toBe('Team teaser ready');

  await save(type.id, 'A teaser with a rhinoceros, by hand.');
  expect((await ada.ask('GET', '/api/search?q=rhinoceros')).body).toMatchObject({
    items: [{ kind: 'draft', title: 'Team teaser' }],
  });
  const renamed = { label: 'Teaser', action: 'view', limit: null, brief: 'Shorter.' };
  const changed = await ada.ask('PATCH', `/api/content-types/${type.id}`, renamed);
  expect(changed).toMatchObject({ status: 200, body: { id: type.id, label: 'Teaser', limit: null, action: 'view' } });
  const { headers } = await ada.ask('GET', path(type.id, 'md'));
  expect(headers.get('content-disposition')).toContain('databases-bread-teaser.txt');

  const { id: newest } = await ada.taskIn(done.id, `draft:${type.id}`, ['succeeded']);
  expect((await ada.ask('DELETE', `/api/content-types/${type.id}`)).status).toBe(204);
  expect((await typesOf(ada)).some(({ id }) => id === type.id)).toBe(false);
  expect((await typesOf(ada, done.id)).find(({ id }) => id === type.id)).toMatchObject({
    label: 'Teaser',
    own: { deleted: true },
  });
  expect((await ada.ask('GET', `${at}/contents/${type.id}`)).body).toMatchObject({ version: 2, format: 'text' });
  await save(type.id, 'Once more by hand.');
  expect((await ada.ask('GET', path(type.id, 'md'))).body).toContain('Once more by hand.');
  const again = await ada.ask('POST', `${at}/generate`, { types: [type.id] });
  expect([again.status, errorsOf(again)]).toEqual([422, ['types']]);
  expect(await ada.ask('POST', `/api/tasks/${newest}/retry`)).toMatchObject({
    status: 409,
    body: { code: 'type_deleted' },
  });
  expect(await ada.ask('PATCH', `/api/content-types/${type.id}`, renamed)).toMatchObject({ status: 404 });
});

test('members of a project write what its owner made, and change nothing of it; strangers do not know of it', async () => {
  const { id } = (await ada.ask('POST', '/api/content-types', { ...TEASER, label: 'Ours' })).body as ContentTypeInfo;
  const [eve, mallory] = [await world.signUp(web), await world.signUp(web)];
  const { id: userId } = (await eve.ask('GET', '/api/me')).body as { id: string };
  const member = "INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'editor')";
  await world.db.query(member, [done.id, userId]);
  expect((await typesOf(eve, done.id)).find((type) => type.id === id)?.own).toMatchObject({ mine: false });
  expect((await eve.ask('POST', `/api/projects/${done.id}/generate`, { types: [id] })).status).toBe(202);
  await eve.taskIn(done.id, `draft:${id}`, ['succeeded']);
  for (const [method, body] of [['PATCH', { label: 'Mine' }], ['DELETE']] as const) {
    expect((await eve.ask(method, `/api/content-types/${id}`, body)).status).toBe(403);
    expect((await mallory.ask(method, `/api/content-types/${id}`, body)).status).toBe(404);
    expect((await ada.ask(method, '/api/content-types/blog', body)).status).toBe(403);
  }
  expect((await typesOf(mallory)).some((type) => type.id === id)).toBe(false);
  expect((await mallory.ask('GET', `/api/content-types?projectId=${done.id}`)).status).toBe(404);
  // In a project of her own she writes her own kinds of drafts only.
  const hers = await eve.createProject();
  expect((await eve.ask('POST', `/api/projects/${hers.id}/generate`, { types: [id] })).status).toBe(422);
});

test('what cannot be a kind of draft is refused by the name of what is wrong; nobody makes more than there is room for', async () => {
  const make = (wanted: object): Promise<Answer> =>
    ada.ask('POST', '/api/content-types', { ...TEASER, label: 'New', ...wanted });
  for (const [wanted, wrong] of [
    [{ label: ' \u200e ' }, 'label'],
    [{ label: '\u3164\u2800\u200b' }, 'label'],
    [{ label: 'blog POST' }, 'label'],
    [{ label: 'Blog\u200b post' }, 'label'],
    [{ brief: ' ' }, 'brief'],
    [{ brief: 'x'.repeat(4_001) }, 'brief'],
    [{ format: 'html' }, 'format'],
    [{ limit: { max: 10 } }, 'limit.max'],
    [{ limit: { max: 200, measure: 'weighted' } }, 'limit.measure'],
    [{ limit: { max: 200, per: 'post' } }, 'limit.per'],
    [{ action: 'burn' }, 'action'],
  ] as const) {
    const answer = await make(wanted);
    expect([answer.status, errorsOf(answer)], JSON.stringify(wanted)).toEqual([422, [wrong]]);
  }
  const { id } = (await make({})).body as ContentTypeInfo;
  const other = await ada.ask('PATCH', `/api/content-types/${id}`, { format: 'thread' });
  expect([other.status, errorsOf(other)]).toEqual([422, ['format']]);
  expect((await ada.ask('PATCH', `/api/content-types/${id}`, { format: TEASER.format })).status).toBe(200);
  expect((await ada.ask('PATCH', `/api/content-types/${id}`, {})).status).toBe(422);
  const many = await Promise.all(Array.from({ length: 40 }, (_, i) => make({ label: `New ${i}` })));
  expect(many.filter(({ status }) => status === 409)[0]?.body).toMatchObject({ code: 'too_many_content_types' });
  expect((await typesOf(ada)).filter(({ own }) => own?.mine)).toHaveLength(30);
});

test('other formats, drafts that are not there and strangers are refused', async () => {
  expect((await ada.ask('GET', path('blog', 'docx'))).status).toBe(422);
  expect((await ada.ask('GET', path('linkedin', 'md'))).status).toBe(404);
  expect((await ada.ask('GET', path('%00', 'md'))).status).toBe(404);
  const stranger = await world.signUp(web);
  expect((await stranger.ask('GET', path('blog', 'zip'))).status).toBe(404);
  expect((await fetch(web.url + path('blog', 'zip'))).status).toBe(401);
});
