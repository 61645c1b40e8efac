/** Roles: each write route and each socket message, sent by a viewer, a stranger, somebody signed out, and somebody who may. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Transcript } from '../src/contract/content.js';
import type { ClientToServer } from '../src/contract/realtime.js';
import { storeChapters, storeTranscript } from '../src/transcript/stored.js';
import { makesType, ownRows } from './support/own-rows.js';
import type { Person } from './support/person.js';
import { personWith } from './support/person.js';
import { makesHook, teamRows } from './support/team-rows.js';
import { twoPictures } from './support/tracks.js';
import { begin, create, noise, patch, terminate } from './support/tus.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { Actor, Row } from './support/who-may.js';
import { forEditors, members, ofOneself, outcomeOf, sends } from './support/who-may.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let hand: WorkerByHand;
let ada: Person;
let viewer: Actor;
let stranger: Actor;
let signedOut: Actor;
let editor: Actor;
/** Ada's projects: one in which there is something to change, and one without a recording. */
let talk: string;
let empty: string;
/** And one that she deleted. */
let binned: string;
let documentId: string;
let failedTask: string;
let queuedTask: string;
let noticeId: string;
let speakerId: string;
let adasKey: string;
let adasType: string;
let adasId: string;
let adasHook: string;
let shareId: string;
/** Links of the talk that Ada deleted. */
let inBin: string[];

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  hand = await WorkerByHand.in(world);
  const [owner, ...others] = await Promise.all(Array.from({ length: 4 }, () => world.signUp(web)));
  const [vic, eve, edith] = others as [Person, Person, Person];
  ada = owner as Person;
  talk = await hand.projectOf(ada);
  empty = (await ada.createProject()).id;
  binned = (await ada.createProject()).id;
  for (const person of [vic, edith]) await addEditor(person);
  await ada.ask('DELETE', `/api/projects/${binned}`);
  await fillTalk();
  viewer = { person: vic, upload: await begin(vic, empty, 1_000) };
  editor = { person: edith, upload: await begin(edith, empty, 1_000) };
  stranger = { person: eve, upload: editor.upload };
  signedOut = { person: personWith(web.url, ''), upload: editor.upload };
  await world.db.query("UPDATE members SET role = 'viewer' WHERE user_id = $1", [await idOf(vic)]);
});
afterAll(async () => {
  hand.end();
  await world.end();
});

const idOf = async (person: Person): Promise<string> =>
  ((await person.ask('GET', '/api/me')).body as { id: string }).id;

async function addEditor(person: Person): Promise<void> {
  const userId = await idOf(person);
  for (const projectId of [talk, empty, binned])
    await world.db.query("INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'editor')", [
      projectId,
      userId,
    ]);
}

/** A transcript, chapters, a draft, a document, a task that failed and told of it, one that waits, and a key of Ada's. */
async function fillTalk(): Promise<void> {
  const segments = [{ index: 0, startMs: 0, endMs: 30_000, text: 'Bread needs time.', speakerName: 'Ada' }];
  const heard = { language: 'en', source: 'captions', coverage: 1, missing: [], durationMs: 30_000, segments } as const;
  await hand.log.write(talk, async (tx) => {
    await storeTranscript(tx, { ...heard, missing: [], segments });
    await storeChapters(tx, [{ title: 'Bread', startMs: 0, endMs: 30_000 }]);
  });
  const { speakers } = (await ada.ask('GET', `/api/projects/${talk}/transcript`)).body as Transcript;
  speakerId = speakers[0]?.id ?? '';
  await world.db.query('UPDATE sources SET media = $2 WHERE project_id = $1', [talk, JSON.stringify(twoPictures())]);
  await hand.succeedWithDraft(await hand.start(await hand.queue(talk, 'draft:blog')));
  failedTask = (await hand.failWith(await hand.start(await hand.queue(talk, 'draft:youtube')), 'No.')).id;
  queuedTask = (await hand.queue(talk, 'draft:linkedin')).id;
  const added = await ada.ask('POST', `/api/projects/${talk}/documents?filename=a.md`, 'Words.');
  documentId = (added.body as { document: { id: string } }).document.id;
  noticeId = ((await ada.ask('GET', '/api/notices')).body as { items: { id: string }[] }).items[0]?.id ?? '';
  adasType = ((await makesType({ person: ada })).body as { id: string }).id;
  adasId = await idOf(ada);
  const share = async () => ((await ada.ask('POST', `/api/projects/${talk}/shares`, {})).body as { id: string }).id;
  for (let i = 0; i < 2; i++) await ada.ask('DELETE', `/api/projects/${talk}/shares/${await share()}`);
  inBin = ((await ada.ask('GET', '/api/bin/things')).body as { items: { id: string }[] }).items.map(({ id }) => id);
  shareId = await share();
  adasHook = ((await makesHook({ person: ada }, null)).body as { id: string }).id;
  adasKey = ((await ada.ask('POST', '/api/api-keys', { name: 'Hers' })).body as { id: string }).id;
}

const inTalk =
  (path = '') =>
  () =>
    `/api/projects/${talk}${path}`;
const atAdasType = (method: string, body?: unknown): Row => ({
  ask: sends(method, () => `/api/content-types/${adasType}`, body),
  ...forEditors('403 forbidden'),
});
const inEmpty = (path: string) => () => `/api/projects/${empty}${path}`;

const CAPTIONS = 'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nBread.\n';

/**
 * Each write route of the API, in an order in which one after another can succeed. `public`: for those who have not signed in yet; it knows
 * no project.
 */
const rows: Record<string, Row | 'public'> = {
  ...ownRows,
  // Somebody else's.
  'DELETE /api/api-keys/{id}': {
    ask: sends('DELETE', () => `/api/api-keys/${adasKey}`),
    ...ofOneself('404 not_found'),
  },
  // Ada's, whose project the viewer and the editor are members of.
  'PATCH /api/content-types/{id}': atAdasType('PATCH', { label: 'Other' }),
  'DELETE /api/content-types/{id}': atAdasType('DELETE'),
  ...teamRows(() => ({ talk, member: adasId, hook: adasHook, share: shareId, inBin })),
  'POST /api/projects/sample': { ask: sends('POST', () => '/api/projects/sample'), ...ofOneself('201') },
  'POST /api/notices/{id}/dismiss': {
    ask: sends('POST', () => `/api/notices/${noticeId}/dismiss`),
    ...ofOneself('204'),
    stranger: '404 not_found',
  },
  'PATCH /api/projects/{id}': { ask: sends('PATCH', inTalk(), { title: 'Other' }), ...members, editor: '200' },
  'POST /api/uploads': { ask: ({ person }) => create(person, empty, 1_000), ...members, editor: '201' },
  'PATCH /api/uploads/{id}': {
    ask: ({ person, upload }) => patch(person, upload, 0, noise(500)),
    ...forEditors('204'),
  },
  'DELETE /api/uploads/{id}': {
    ask: ({ person, upload }) => terminate(person, upload),
    ...forEditors('204'),
  },
  'PUT /api/projects/{id}/captions': {
    ask: sends('PUT', inEmpty('/captions?filename=a.vtt'), CAPTIONS),
    ...forEditors('202'),
  },
  'PUT /api/projects/{id}/source': {
    ask: sends('PUT', inEmpty('/source?filename=a.webm'), noise(1_000)),
    ...forEditors('202'),
  },
  'PATCH /api/projects/{id}/source': {
    ask: sends('PATCH', inTalk('/source'), { video: 1 }),
    ...forEditors('202'),
  },
  'POST /api/projects/{id}/documents': {
    ask: sends('POST', inTalk('/documents?filename=b.md'), 'More words.'),
    ...forEditors('202'),
  },
  'DELETE /api/projects/{id}/documents/{documentId}': {
    ask: sends('DELETE', () => inTalk(`/documents/${documentId}`)()),
    ...forEditors('204'),
  },
  'PATCH /api/projects/{id}/transcript': {
    ask: sends('PATCH', inTalk('/transcript'), { segments: [{ index: 0, text: 'Bread needs love.' }] }),
    ...forEditors('200'),
  },
  'PATCH /api/projects/{id}/speakers/{speakerId}': {
    ask: sends('PATCH', () => inTalk(`/speakers/${speakerId}`)(), { name: 'Ada Lovelace' }),
    ...forEditors('200'),
  },
  'PUT /api/projects/{id}/chapters': {
    ask: sends('PUT', inTalk('/chapters'), { items: [{ title: 'Dough', startMs: 0 }] }),
    ...forEditors('200'),
  },
  'PUT /api/projects/{id}/contents/{type}': {
    ask: sends('PUT', inTalk('/contents/blog'), { body: 'By hand.' }, { 'if-match': '*' }),
    ...forEditors('200'),
  },
  'POST /api/projects/{id}/pictures': {
    ask: sends('POST', inTalk('/pictures'), 'no picture'),
    ...forEditors('415 not_a_picture'),
  },
  'POST /api/projects/{id}/frames': {
    ask: sends('POST', inTalk('/frames'), { atMs: 2_000_000_000 }),
    ...forEditors('422 invalid_request'),
  },
  'PUT /api/projects/{id}/contents/{type}/state': {
    ask: sends('PUT', inTalk('/contents/blog/state'), { state: 'in_review' }, { 'if-match': '*' }),
    ...forEditors('200'),
  },
  'PATCH /api/projects/{id}/contents/{type}/versions/{version}': {
    ask: sends('PATCH', inTalk('/contents/blog/versions/1'), { name: 'Sent' }),
    ...forEditors('204'),
  },
  'DELETE /api/projects/{id}/contents/{type}/offer': {
    ask: sends('DELETE', inTalk('/contents/blog/offer')),
    ...forEditors('204'),
  },
  'POST /api/projects/{id}/contents/{type}/versions/{version}/restore': {
    ask: sends('POST', inTalk('/contents/blog/versions/1/restore')),
    ...forEditors('201'),
  },
  'POST /api/projects/{id}/generate': {
    ask: sends('POST', inTalk('/generate'), { types: ['twitter'] }),
    ...forEditors('202'),
  },
  'POST /api/tasks/{id}/retry': {
    ask: sends('POST', () => `/api/tasks/${failedTask}/retry`),
    ...forEditors('202'),
  },
  'POST /api/tasks/{id}/cancel': {
    ask: sends('POST', () => `/api/tasks/${queuedTask}/cancel`),
    ...forEditors('202'),
  },
  'DELETE /api/projects/{id}': { ask: sends('DELETE', inTalk()), ...members, editor: '403 forbidden' },
  // Ada's, in which all but the stranger were members: what was deleted is there for its owner only.
  'POST /api/bin/{id}/restore': {
    ask: sends('POST', () => `/api/bin/${binned}/restore`),
    ...ofOneself('404 not_found'),
  },
  'DELETE /api/bin/{id}': { ask: sends('DELETE', () => `/api/bin/${binned}`), ...ofOneself('404 not_found') },
};

const asked = Object.entries(rows).flatMap(([route, row]) => (row === 'public' ? [] : [{ route, ...row }]));

type Operations = Record<string, { security?: unknown[] }>;

/** The write routes that the running server has, and whether each is for those, too, who are not signed in. */
async function writeRoutes(): Promise<{ route: string; isPublic: boolean }[]> {
  const { paths } = (await ada.ask('GET', '/api/openapi.json')).body as { paths: Record<string, Operations> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => !['get', 'head', 'options'].includes(method))
      .map(([method, { security }]) => ({
        route: `${method.toUpperCase()} ${path}`,
        isPublic: security?.length === 0,
      })),
  );
}

test('each write route that the server has stands in this table, and what is public is meant to be', async () => {
  const there = await writeRoutes();
  expect(Object.keys(rows).sort()).toEqual(there.map(({ route }) => route).sort());
  const isMeant = ({ route }: { route: string }): boolean => rows[route] === 'public';
  expect(there.filter(({ isPublic }) => isPublic)).toEqual(there.filter(isMeant));
});

test.each(asked)('$route: viewer $viewer, stranger $stranger, signed out $signedOut', async (row) => {
  expect({
    viewer: outcomeOf(await row.ask(viewer)),
    stranger: outcomeOf(await row.ask(stranger)),
    signedOut: outcomeOf(await row.ask(signedOut)),
  }).toEqual({ viewer: row.viewer, stranger: row.stranger, signedOut: row.signedOut });
});

test('a method that is named in a header is refused as the method itself', async () => {
  const { person, upload } = viewer;
  for (const method of ['PATCH', 'DELETE']) {
    const headers = { 'tus-resumable': '1.0.0', 'x-http-method-override': method };
    // Asked plainly: the description knows no POST at this address.
    const answer = await fetch(web.url + upload, { method: 'POST', headers: { cookie: person.cookie, ...headers } });
    expect(answer.status, method).toBe(403);
  }
});

test('the view of the queues is for administrators', async () => {
  const path = '/admin/queues/api/queues/pipeline/pause';
  expect(outcomeOf(await viewer.person.ask('PUT', path))).toBe('403 forbidden');
  expect(outcomeOf(await signedOut.person.ask('PUT', path))).toBe('401 unauthorized');
});

const messages = {
  'project:join': { sent: () => ({ projectId: talk }), viewer: 'data', stranger: 'not_found' },
  'presence:tell': {
    sent: () => ({ visible: true, projectId: talk, draft: null }),
    viewer: 'data',
    stranger: 'not_found',
  },
  'project:leave': { sent: () => ({ projectId: talk }), viewer: 'data', stranger: 'data' },
  'notice:dismiss': { sent: () => ({ noticeId }), viewer: 'data', stranger: 'not_found' },
} satisfies Record<keyof ClientToServer, unknown>;

test('each socket message that the server takes stands in this table, and is answered by it', async () => {
  const [vics, eves] = [await viewer.person.openTab(), await stranger.person.openTab()];
  const say = async ({ socket }: typeof vics, message: string, payload: unknown): Promise<string> => {
    const answer = (await socket.emitWithAck(message as 'project:leave', payload as never)) as Partial<
      Record<'error', { code: string; message: string }>
    >;
    return answer.error ? `${answer.error.code} ${answer.error.message}` : 'data';
  };
  const refusal = await say(vics, 'no such message', {});
  expect(refusal.match(/\w+:\w+/g)?.sort()).toEqual(Object.keys(messages).sort());
  for (const [message, row] of Object.entries(messages)) {
    const answers = [await say(vics, message, row.sent()), await say(eves, message, row.sent())];
    expect(
      answers.map((answer) => answer.split(' ')[0]),
      message,
    ).toEqual([row.viewer, row.stranger]);
  }
  vics.close();
  eves.close();
  await expect(signedOut.person.openTab()).rejects.toThrow('unauthorized');
});

test('of all these refusals nothing has changed; and the same requests are what an editor may, and an owner', async () => {
  const whole = async (): Promise<unknown[]> => [
    await ada.snapshot(talk),
    await ada.snapshot(empty),
    await world.db.query<unknown>('SELECT * FROM uploads ORDER BY id'),
  ];
  const before = await whole();
  for (const { ask, viewer: outcome } of asked) if (outcome === members.viewer) await ask(viewer);
  expect(await whole()).toEqual(before);
  const keys = (await ada.ask('GET', '/api/api-keys')).body as { items: { id: string }[] };
  expect(keys.items.map(({ id }) => id)).toEqual([adasKey]);
  for (const { route, ask, editor: outcome } of asked) expect(outcomeOf(await ask(editor)), route).toBe(outcome);
  expect((await ada.ask('DELETE', `/api/projects/${talk}`)).status).toBe(204);
});
