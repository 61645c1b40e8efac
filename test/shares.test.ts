/** Shares: a page to read without an account, with what was chosen, and a way to nothing else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeletedThing } from '../src/contract/deleted-things.js';
import type { Share, ShareWithLink } from '../src/contract/shares.js';
import { ScreenshotRow } from '../src/database/entities/content.entity.js';
import { ProjectRow, SourceRow } from '../src/database/entities/project.entity.js';
import { storeChapters, storeTranscript } from '../src/transcript/stored.js';
import type { Person } from './support/person.js';
import { personWith } from './support/person.js';
import { expectProblem, noise } from './support/tus.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let hand: WorkerByHand;
let ada: Person;
/** Somebody without an account. */
let guest: Person;
let projectId: string;

const TITLE = 'Bread & <b>butter</b>';
const BODY = `# Bread

Dough rests at [0:05](#t=5).

![A loaf](screenshots/0.jpg) ![Elsewhere](https://elsewhere.example.org/spy.png)

<script>alert(1)</script>

<p onclick="alert(1)">Text <img src=x onerror=alert(1)></p>

[press](javascript:alert(1))
`;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  hand = await WorkerByHand.in(world);
  ada = await world.signUp(web);
  guest = personWith(web.url, '');
  projectId = (await ada.createProject(TITLE)).id;
  await fillProject();
});
afterAll(async () => {
  hand.end();
  await world.end();
});

/** A recording that browsers play, a transcript, chapters, two pictures of which the draft shows one, and two drafts. */
async function fillProject(): Promise<void> {
  await ada.ask('PUT', `/api/projects/${projectId}/source?filename=talk.webm`, noise(10_000));
  const media = {
    container: 'matroska,webm',
    durationMs: 30_000,
    video: { codec: 'vp9', width: 160, height: 90, rotation: 0 },
    audio: null,
    captions: [],
  };
  await world.db.manager.update(SourceRow, { projectId }, { media });
  const { objectKey } = await world.db.manager.findOneByOrFail(SourceRow, { projectId });
  const picture = { projectId, width: 160, height: 90, distinct: true, sinceMs: 0, objectKey, sizeBytes: 10_000 };
  await world.db.manager.insert(ScreenshotRow, [
    { ...picture, index: 0, atMs: 0 },
    { ...picture, index: 1, atMs: 3_000 },
  ]);
  const segments = [{ index: 0, startMs: 5_000, endMs: 30_000, text: 'Bread needs <time>.', speakerName: 'Ada' }];
  await hand.log.write(projectId, async (tx) => {
    const heard = { language: 'en', source: 'captions', coverage: 1, durationMs: 30_000 } as const;
    await storeTranscript(tx, { ...heard, missing: [], segments });
    await storeChapters(tx, [{ title: 'The <i>dough</i>', startMs: 0, endMs: 30_000 }]);
  });
  for (const type of ['blog', 'linkedin'])
    await hand.succeedWithDraft(await hand.start(await hand.queue(projectId, `draft:${type}`)));
  const path = `/api/projects/${projectId}/contents/blog`;
  await ada.ask('PUT', path, { body: BODY }, { 'if-match': '*' });
}

/** The path of a new share's page. */
async function share(wanted: object = {}): Promise<ShareWithLink & { path: string }> {
  const { status, body } = await ada.ask('POST', `/api/projects/${projectId}/shares`, wanted);
  expect(status).toBe(201);
  const made = body as ShareWithLink;
  return { ...made, path: new URL(made.link).pathname };
}

const read = async (path: string): Promise<string> => {
  const { status, body } = await guest.ask('GET', path);
  expect(status).toBe(200);
  return body as string;
};

test('the page has what was chosen, whole, and nothing that acts', async () => {
  const { path } = await share({ contents: ['blog'] });
  const page = await read(path);
  expect(page).toContain('<h1>Bread &amp; &lt;b&gt;butter&lt;/b&gt;</h1>');
  expect(page).toContain(`src="${path}/recording"`);
  expect(page).toContain('The &lt;i&gt;dough&lt;/i&gt;');
  expect(page).toContain('<b>Ada:</b> Bread needs &lt;time&gt;.');
  expect(page).toMatch(/Dough rests at <a href="#t=5">0:05<\/a>/);
  expect(page).toContain(`<img src="${path}/pictures/0.jpg" alt="A loaf"`);
  expect(page).not.toMatch(/<script(?! src="\/share\.js" defer>)|onerror|onclick|href="javascript|<img[^>]*elsewhere/);
  expect(page).not.toContain(projectId);
});

test('the page says its own words in the talk’s language where it has them, and whose language is whose', async () => {
  const { path } = await share({ contents: ['blog', 'linkedin'] });
  const inLanguage = async (language: string | null): Promise<string> => {
    await world.db.manager.update(ProjectRow, { id: projectId }, { language });
    return read(path);
  };
  const german = await inLanguage('de');
  expect(german).toMatch(/<html lang="de">[^]*>Kapitel<[^]*>Blogbeitrag<[^]*>Transkript<[^]*Gemacht mit Devreel/);
  expect(german).not.toMatch(/>(Chapters|Transcript|Blog post)<|Made with| lang="en"/);
  const french = await inLanguage('fr-CA');
  expect(french).toMatch(/<html lang="en">[^]*<h1 lang="fr-CA">[^]*>Chapters<[^]*<div lang="fr-CA">/);
  expect(await inLanguage(null)).toMatch(/<html lang="en">[^]*<h1>/);
});

test('it is found by no search engine, kept by no cache, and may load nothing from elsewhere', async () => {
  const { path } = await share({ contents: ['blog'] });
  const { headers, body } = await guest.ask('GET', path);
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(body).toContain('<meta name="robots" content="noindex, nofollow">');
  expect(headers.get('cache-control')).toContain('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.* script-src 'self';/);
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|https?:/);
  for (const file of ['/share.css', '/share.js']) expect((await fetch(web.url + file)).status).toBe(200);
});

test('the recording comes in ranges, with captions, and the pictures that the draft shows', async () => {
  const { path } = await share({ contents: ['blog'] });
  const whole = await fetch(`${web.url}${path}/recording`);
  expect([whole.status, (await whole.arrayBuffer()).byteLength]).toEqual([200, 10_000]);
  const part = await fetch(`${web.url}${path}/recording`, { headers: { range: 'bytes=100-199' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/10000']);
  expect(part.headers.get('x-robots-tag')).toContain('noindex');
  expect(await read(`${path}/captions.vtt`)).toMatch(/^WEBVTT[^]*Bread needs/);
  expect((await guest.ask('GET', `${path}/pictures/0.jpg`)).status).toBe(200);
});

test('nothing else of the project is reached by a link', async () => {
  const { link, path } = await share({ contents: ['blog'], recording: false, transcript: false });
  const page = await read(path);
  expect(page).not.toMatch(/<video|<audio|Chapters|Transcript|Bread needs/);
  for (const other of [
    'recording',
    'captions.vtt',
    'pictures/1.jpg',
    'pictures/00.jpg',
    'pictures/-1.jpg',
    'pictures/x.jpg',
    'shares',
  ]) {
    expect([other, (await guest.ask('GET', `${path}/${other}`)).status]).toEqual([other, 404]);
  }
  const token = path.split('/').at(-1) ?? '';
  const bearer = { authorization: `Bearer ${token}` };
  const paths = [
    '',
    '/transcript',
    '/source',
    '/screenshots',
    '/contents/blog',
    '/contents/linkedin',
    '/shares',
    '/members',
    '/events',
  ];
  for (const at of paths)
    expectProblem(await guest.ask('GET', `/api/projects/${projectId}${at}`, undefined, bearer), 401, 'unauthorized');
  const only = await share({ contents: [], transcript: true, recording: false });
  expect(await read(only.path)).not.toMatch(/Dough rests|<video/);
  expect((await guest.ask('GET', `${only.path}/pictures/0.jpg`)).status).toBe(404);
  expect(world.printed()).not.toContain(token);
  expect(
    JSON.stringify(await world.db.query('SELECT *, encode(token_hash, $1) FROM shares', ['base64'])),
  ).not.toContain(token);
  expect(link).toContain(token);
});

test('it ends by date, when it is deleted, and with the project; views are counted until then', async () => {
  const [dated, deleted] = [await share({ expiresAt: '2126-01-01T00:00:00.000Z' }), await share()];
  for (const { path } of [dated, dated, deleted]) await read(path);
  await guest.ask('HEAD', dated.path);
  const { items } = (await ada.ask('GET', `/api/projects/${projectId}/shares`)).body as { items: Share[] };
  const viewsOf = ({ id }: Share): number | undefined => items.find((one) => one.id === id)?.views;
  expect([viewsOf(dated), viewsOf(deleted)]).toEqual([2, 1]);
  await world.db.query("UPDATE shares SET expires_at = now() - interval '1 second' WHERE id = $1", [dated.id]);
  expect((await ada.ask('DELETE', `/api/projects/${projectId}/shares/${deleted.id}`)).status).toBe(204);
  for (const { path } of [dated, deleted, { path: '/s/guessed' }]) {
    for (const at of ['', '/recording', '/captions.vtt', '/pictures/0.jpg'])
      expect((await guest.ask('GET', path + at)).status).toBe(404);
    expect((await guest.ask('GET', path)).body).toContain('There is nothing here');
  }
  const { items: inBin } = (await ada.ask('GET', '/api/bin/things')).body as { items: DeletedThing[] };
  const thing = inBin.find(({ of }) => of === deleted.id);
  expect((await ada.ask('POST', `/api/bin/things/${thing?.id}/restore`)).status).toBe(204);
  expect((await guest.ask('GET', deleted.path)).status).toBe(200);
});

test('what cannot be shared is refused', async () => {
  const ask = (wanted: object) => ada.ask('POST', `/api/projects/${projectId}/shares`, wanted);
  expectProblem(await ask({ contents: ['nothing'] }), 422, 'invalid_request');
  expectProblem(await ask({ recording: false, transcript: false }), 422, 'invalid_request');
  expectProblem(await ask({ expiresAt: '2020-01-01T00:00:00.000Z' }), 422, 'invalid_request');
});
