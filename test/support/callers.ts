/** One of each kind of caller, each with something to ask about, for the table of who may what. */
import { personWith, programWith, signInAgain, signUp } from './person.js';
import type { Person } from './person.js';
import type { People, Scene } from './scene.js';
import { createScene } from './scene.js';
import { begin } from './tus.js';
import type { Actor, Kind } from './who-may.js';
import type { WorkerByHand } from './worker-by-hand.js';

/** Who runs the Devreel of this test: for its setting ADMINS. */
export const ADMINS = ['root@example.org', 'robot@example.org'] as const;

export interface Callers {
  ada: Person;
  actors: Record<Kind, Actor>;
  /** What those ask about who may change nothing. */
  untouched: Scene;
}

const idOf = async (person: Person): Promise<string> =>
  ((await person.ask('GET', '/api/me')).body as { id: string }).id;

const newKey = async (person: Person, scopes: string[]): Promise<{ id: string; key: string }> =>
  (await person.ask('POST', '/api/api-keys', { name: 'A', scopes })).body as { id: string; key: string };

const byCookie = (person: Person): Pick<Actor, 'person' | 'credentials'> => ({
  person,
  credentials: { cookie: person.cookie },
});
const byToken = (url: string, token: string): Pick<Actor, 'person' | 'credentials'> => ({
  person: programWith(url, token),
  credentials: { authorization: `Bearer ${token}` },
});

export async function createCallers(url: string, hand: WorkerByHand): Promise<Callers> {
  const [ada, eve, vic, edith, mia, rita, root, robot] = (await Promise.all([
    ...Array.from({ length: 6 }, () => signUp(url)),
    ...ADMINS.map((email) => signUp(url, email)),
  ])) as [Person, Person, Person, Person, Person, Person, Person, Person];
  const [vics, ediths, mias] = await Promise.all([vic, edith, mia].map(idOf));
  const members = { [vics ?? '']: 'viewer', [ediths ?? '']: 'editor', [mias ?? '']: 'viewer' };
  const people = { ada, members, member: mias ?? '' } as People;
  const [untouched, editors, owners] = await Promise.all([
    createScene(hand, people),
    createScene(hand, people),
    createScene(hand, people),
  ]);

  const editor = { ...byCookie(edith), scene: editors, upload: await begin(edith, editors.empty, 1_000) };
  const owner = { ...byCookie(ada), scene: owners, upload: await begin(ada, owners.empty, 1_000) };
  const adas = await begin(ada, untouched.empty, 1_000);
  const asks = (who: Pick<Actor, 'person' | 'credentials'>, upload = adas): Actor => ({
    ...who,
    scene: untouched,
    upload,
  });
  const vicsUpload = await beginAsEditor(hand, vic, vics, untouched);
  const ritasUpload = await beginAndGo(ada, rita, untouched);
  return {
    ada,
    untouched,
    actors: {
      'signed out': asks(byCookie(personWith(url, ''))),
      stranger: asks(byCookie(eve)),
      viewer: asks(byCookie(vic), vicsUpload),
      editor,
      owner,
      administrator: asks(byCookie(root)),
      'share token': asks(byToken(url, untouched.share.token)),
      'revoked key': asks(byToken(url, await revokedKey(ada))),
      'key that may only read': asks(byToken(url, (await newKey(ada, ['read'])).key)),
      'key that may not administer': asks(byToken(url, (await newKey(robot, ['read', 'write'])).key)),
      'removed member': asks(byCookie(rita), ritasUpload),
      'ended session': asks(byCookie(await endedSession(ada))),
    },
  };
}

/** Of somebody who became a viewer afterwards. */
async function beginAsEditor(
  hand: WorkerByHand,
  person: Person,
  id: string | undefined,
  scene: Scene,
): Promise<string> {
  const set = (role: string): Promise<unknown> =>
    hand.db.query('UPDATE members SET role = $1 WHERE user_id = $2 AND project_id = $3', [role, id, scene.empty]);
  await set('editor');
  const upload = await begin(person, scene.empty, 1_000);
  await set('viewer');
  return upload;
}

/** Of somebody who was an editor, and was removed. */
async function beginAndGo(ada: Person, person: Person, { talk, empty }: Scene): Promise<string> {
  const { id, email } = (await person.ask('GET', '/api/me')).body as { id: string; email: string };
  for (const projectId of [talk, empty])
    await ada.ask('POST', `/api/projects/${projectId}/members`, { email, role: 'editor' });
  const upload = await begin(person, empty, 1_000);
  for (const projectId of [talk, empty]) await ada.ask('DELETE', `/api/projects/${projectId}/members/${id}`);
  return upload;
}

async function revokedKey(ada: Person): Promise<string> {
  const { id, key } = await newKey(ada, ['read', 'write', 'admin']);
  await ada.ask('DELETE', `/api/api-keys/${id}`);
  return key;
}

async function endedSession(ada: Person): Promise<Person> {
  const again = await signInAgain(ada);
  await again.ask('POST', '/api/auth/sign-out');
  return again;
}
