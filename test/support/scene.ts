/** Ada's projects, for the table of who may what: one in which there is something of everything, one without a recording, two in the bin. */
import { randomBytes } from 'node:crypto';
import type { Transcript } from '../../src/contract/content.js';
import type { DeletedThing } from '../../src/contract/deleted-things.js';
import type { AddedMember } from '../../src/contract/members.js';
import type { Role } from '../../src/contract/project.js';
import type { ShareWithLink } from '../../src/contract/shares.js';
import { OwnPictureRow, ScreenshotRow } from '../../src/database/entities/content.entity.js';
import { SourceRow } from '../../src/database/entities/project.entity.js';
import { storeChapters, storeTranscript } from '../../src/transcript/stored.js';
import type { Answer, Person } from './person.js';
import { twoPictures } from './tracks.js';
import type { WorkerByHand } from './worker-by-hand.js';

export interface Scene {
  /** A word in its titles and texts that is nowhere else. */
  secret: string;
  talk: string;
  empty: string;
  binned: [string, string];
  documentId: string;
  failedTask: string;
  queuedTask: string;
  noticeId: string;
  speakerId: string;
  /** The name of a picture that somebody put into the draft. */
  picture: string;
  /** A member of all these projects who does nothing. */
  member: string;
  invitation: { id: string; token: string };
  share: { id: string; token: string };
  /** A link to read that nobody reads by. */
  spareShare: string;
  /** Links to read that Ada deleted. */
  inBin: [string, string];
  /** Ada's own. */
  hook: string;
  type: string;
  key: string;
}

export interface People {
  ada: Person;
  /** Those besides Ada who are in its projects, by their ids. */
  members: Record<string, Role>;
  /** One of them. */
  member: string;
}

/** A GIF of one pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');

export async function createScene(hand: WorkerByHand, { ada, members, member }: People): Promise<Scene> {
  const secret = `Sauerteig${randomBytes(6).toString('hex')}`;
  const make = async (title: string): Promise<string> => {
    const { id } = await ada.createProject(`${title} of ${secret}`);
    for (const [userId, role] of Object.entries(members))
      await hand.db.query('INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, $3)', [id, userId, role]);
    return id;
  };
  const talk = await make('A talk');
  const empty = await make('Nothing');
  const binned: [string, string] = [await make('Old'), await make('Older')];
  for (const id of binned) await ada.ask('DELETE', `/api/projects/${id}`);
  const inTalk = (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> =>
    ada.ask(method, `/api/projects/${talk}${path}`, body, headers);
  await hand.addSource(talk);
  const materials = await addMaterials(hand, talk, secret, inTalk);
  return {
    secret,
    talk,
    empty,
    binned,
    member,
    ...materials,
    ...(await addDrafts(hand, talk, { secret, ...materials }, inTalk)),
    ...(await addTeam(ada, talk, secret, inTalk)),
  };
}

type InTalk = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

const idIn = ({ body }: Answer): string => (body as { id: string }).id;

/** What was found in the recording, and a document. */
async function addMaterials(
  hand: WorkerByHand,
  talk: string,
  secret: string,
  inTalk: InTalk,
): Promise<Pick<Scene, 'documentId' | 'speakerId' | 'picture'>> {
  const { manager } = hand.db;
  const picture = ((await inTalk('POST', '/pictures', PIXEL)).body as { name: string }).name;
  // Its file stands for the recording's and a screenshot's, too: nobody looks into them here.
  const { objectKey } = await manager.findOneByOrFail(OwnPictureRow, { projectId: talk, name: picture });
  await manager.update(SourceRow, { projectId: talk }, { media: twoPictures(), objectKey });
  const shot = { width: 160, height: 90, distinct: true, sinceMs: 0, objectKey, sizeBytes: 1_000 };
  await manager.insert(ScreenshotRow, { projectId: talk, index: 0, atMs: 0, ...shot });
  const segments = [{ index: 0, startMs: 0, endMs: 30_000, text: `${secret} needs time.`, speakerName: 'Ada' }];
  await hand.log.write(talk, async (tx) => {
    const heard = { language: 'en', source: 'captions', coverage: 1, durationMs: 30_000 } as const;
    await storeTranscript(tx, { ...heard, missing: [], segments });
    await storeChapters(tx, [{ title: secret, startMs: 0, endMs: 30_000 }]);
  });
  const { speakers } = (await inTalk('GET', '/transcript')).body as Transcript;
  const added = await inTalk('POST', '/documents?filename=a.md', `Words of ${secret}.`);
  const { document } = added.body as { document: { id: string } };
  return { picture, documentId: document.id, speakerId: speakers[0]?.id ?? '' };
}

/** A draft with both kinds of pictures, a task that failed and told of it, and one that waits. */
async function addDrafts(
  hand: WorkerByHand,
  talk: string,
  { secret, picture }: Pick<Scene, 'secret' | 'picture'>,
  inTalk: InTalk,
): Promise<Pick<Scene, 'failedTask' | 'queuedTask' | 'noticeId'>> {
  await hand.succeedWithDraft(await hand.start(await hand.queue(talk, 'draft:blog')));
  const body = `Of ${secret}.\n\n![A loaf](screenshots/0.jpg)\n\n![A dot](pictures/${picture})\n`;
  await inTalk('PUT', '/contents/blog', { body }, { 'if-match': '*' });
  const failedTask = (await hand.failWith(await hand.start(await hand.queue(talk, 'draft:youtube')), secret)).id;
  const queuedTask = (await hand.queue(talk, 'draft:linkedin')).id;
  const [notice] = await hand.db.query<{ id: string }[]>('SELECT id FROM notices WHERE project_id = $1', [talk]);
  return { failedTask, queuedTask, noticeId: notice?.id ?? '' };
}

/** Links of all kinds, and what is Ada's own. */
async function addTeam(
  ada: Person,
  talk: string,
  secret: string,
  inTalk: InTalk,
): Promise<Pick<Scene, 'invitation' | 'share' | 'spareShare' | 'inBin' | 'hook' | 'type' | 'key'>> {
  const share = async (): Promise<ShareWithLink> =>
    (await inTalk('POST', '/shares', { contents: ['blog'] })).body as ShareWithLink;
  for (let i = 0; i < 2; i++) await inTalk('DELETE', `/shares/${(await share()).id}`);
  const { items } = (await ada.ask('GET', '/api/bin/things')).body as { items: DeletedThing[] };
  const [one = '', two = ''] = items.flatMap(({ id, project }) => (project?.id === talk ? [id] : []));
  const { id, link } = await share();
  const email = `${secret.toLowerCase()}@example.org`;
  const { invitation } = (await inTalk('POST', '/members', { email, role: 'viewer' })).body as AddedMember;
  const own = async (path: string, body: object): Promise<string> => idIn(await ada.ask('POST', path, body));
  return {
    inBin: [one, two],
    share: { id, token: lastOf(link) },
    spareShare: (await share()).id,
    invitation: { id: invitation?.id ?? '', token: lastOf(invitation?.link) },
    hook: await own('/api/webhooks', { url: 'https://hooks.example.org/' }),
    type: await own('/api/content-types', { label: `Card ${secret}`, brief: 'A card.' }),
    key: await own('/api/api-keys', { name: 'Hers' }),
  };
}

const lastOf = (link = ''): string => link.split('/').at(-1) ?? '';
