/** Mails that drafts are ready: to whom, once, whatever dies, and off at one press. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimMail } from '../src/draft-mails/owed.js';
import type { MailServer } from './support/mail-server.js';
import { startMailServer } from './support/mail-server.js';
import type { Answer, Person } from './support/person.js';
import { personWith } from './support/person.js';
import { expectProblem } from './support/tus.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let hand: WorkerByHand;
let server: MailServer;
const workers: Server[] = [];

beforeAll(async () => {
  server = await startMailServer();
  world = await createWorld(server.settings);
  web = await world.startWeb();
  hand = await WorkerByHand.in(world);
});
/** No worker is there while drafts are made, or it would make them itself. */
beforeEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end()));
  await world.db.query('DELETE FROM mail_choices');
  await world.db.query('DELETE FROM draft_mails');
  server.mails.splice(0);
  server.refuse(null);
});
afterAll(async () => {
  hand.end();
  await world.end();
  await server.close();
});

const startWorker = async (settings: Record<string, string> = {}): Promise<Server> => {
  const worker = await world.startWorker({ PUBLIC_URL: web.url, ...settings });
  workers.push(worker);
  return worker;
};
const choose = (person: Person, when: string, language = 'en'): Promise<Answer> =>
  person.ask('PUT', '/api/me/draft-mails', { when, language });
const choiceOf = async (person: Person): Promise<unknown> => (await person.ask('GET', '/api/me/draft-mails')).body;
const accountOf = async (person: Person): Promise<{ id: string; email: string }> =>
  (await person.ask('GET', '/api/me')).body as { id: string; email: string };

/** The account's address counts as proved. */
const prove = (id: string): Promise<unknown> =>
  world.db.query('UPDATE auth."user" SET "emailVerified" = true WHERE id = $1', [id]);

/** Somebody who wants mails, and whom nobody has seen for two hours. */
async function away(when = 'each', language = 'en'): Promise<{ person: Person; id: string; email: string }> {
  const person = await world.signUp(web);
  const account = await accountOf(person);
  await prove(account.id);
  expect((await choose(person, when, language)).status).toBe(200);
  await world.db.query("UPDATE mail_choices SET seen_at = now() - interval '2 hours' WHERE user_id = $1", [account.id]);
  return { person, ...account };
}

async function drafts(person: Person, types = ['blog'], title?: string): Promise<string> {
  const projectId = await hand.projectOf(person);
  if (title !== undefined) await person.ask('PATCH', `/api/projects/${projectId}`, { title });
  for (const type of types) await hand.succeedWithDraft(await hand.start(await hand.queue(projectId, `draft:${type}`)));
  return projectId;
}

const mailsTo = (email: string): string[] => server.mails.filter((mail) => mail.includes(`To: ${email}`));
const idIn = (mail = ''): string | undefined => /Message-ID: (<[^>]+>)/.exec(mail)?.[1];
const unsent = async (userId: string): Promise<unknown[]> =>
  world.db.query(
    'SELECT attempts, mail_id IS NOT NULL AS begun FROM draft_mails WHERE user_id = $1 AND sent_at IS NULL',
    [userId],
  );
const makeDue = (): Promise<unknown> => world.db.query('UPDATE draft_mails SET due_at = now()');

test('who was away for an hour gets one mail of all drafts; one press turns them off, and looking at the link does not', async () => {
  const { person, email } = await away();
  const projectId = await drafts(person, ['blog', 'linkedin'], 'Bread & <butter>');
  await startWorker();
  const mail = await until('the mail', () => mailsTo(email)[0]);
  expect(mail).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(mail).toContain('Bread &amp; &lt;butter&gt;');
  for (const type of ['blog', 'linkedin']) expect(mail).toContain(`${web.url}/projects/${projectId}/contents/${type}`);
  expect(mail).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  const link = /^List-Unsubscribe: <([^>]+)>\r$/m.exec(mail.replace(/\r\n\s+/g, ' '))?.[1] ?? '';
  expect(link.startsWith(`${web.url}/unsubscribe?token=`)).toBe(true);
  expect((await fetch(link, { headers: { accept: 'text/html' } })).status).toBe(200);
  expect(await choiceOf(person)).toEqual({
    when: 'each',
    language: 'en',
    areSent: true,
    isConfirmed: true,
    linkMailed: false,
  });
  const { pathname, search } = new URL(link);
  const stranger = personWith(web.url, '');
  const press = (path: string): Promise<Answer> =>
    stranger.ask('POST', path, 'List-Unsubscribe=One-Click', { 'content-type': 'application/x-www-form-urlencoded' });
  const other = (await accountOf(await world.signUp(web))).id;
  expectProblem(await press(pathname + search.replace(/=[\da-f-]{36}/, `=${other}`)), 404, 'not_found');
  expect((await press(pathname + search)).status).toBe(204);
  expect(await choiceOf(person)).toMatchObject({ when: 'off' });
  expect(world.printed()).not.toContain(search);
  expect(server.mails).toHaveLength(1);
});

test('who was there, has seen the notice, or is no member any more is not mailed; one tab in sight is enough', async () => {
  const [there, read, removed, gone] = [await away(), await away(), await away(), await away('each', 'de')];
  const members = "INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'viewer')";
  const projectId = await hand.projectOf(there.person);
  for (const { id } of [read, removed, gone]) await world.db.query(members, [projectId, id]);
  await hand.succeedWithDraft(await hand.start(await hand.queue(projectId, 'draft:blog')));
  for (const { id } of [there, read, removed, gone]) expect(await unsent(id)).toHaveLength(1);
  await read.person.ask('POST', '/api/notices/seen');
  await world.db.query('DELETE FROM members WHERE project_id = $1 AND user_id = $2', [projectId, removed.id]);
  const tabs = [await there.person.openTab(), await gone.person.openTab()];
  await tabs[0]?.socket.emitWithAck('presence:tell', { visible: true, projectId: null, draft: null });
  // A tab that nobody looks at.
  await tabs[1]?.socket.emitWithAck('presence:tell', { visible: false, projectId: null, draft: null });
  const seen = "SELECT FROM mail_choices WHERE user_id = $1 AND seen_at > now() - interval '1 hour'";
  await until('it to be noted', async () => (await world.db.query<unknown[]>(seen, [there.id])).length === 1);
  await startWorker();
  const mail = await until('the mail', () => mailsTo(gone.email)[0]);
  expect(mail).toContain('Blogbeitrag');
  for (const { id } of [there, read, removed]) expect(await unsent(id)).toEqual([]);
  expect(server.mails).toHaveLength(1);
  for (const tab of tabs) tab.close();
});

test('a mail that is made up tells only of projects that its person may see at that moment', async () => {
  const { person, id } = await away();
  const projectId = await drafts(person);
  await drafts(person, ['linkedin'], 'Still theirs');
  await world.db.query('DELETE FROM members WHERE project_id = $1 AND user_id = $2', [projectId, id]);
  const owed = await claimMail(world.db);
  expect(owed).toMatchObject({ userId: id, drafts: [{ title: 'Still theirs', type: 'linkedin' }] });
});

test('of many workers one sends each mail', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => away()));
  for (const { person } of people) await drafts(person);
  await Promise.all([startWorker(), startWorker(), startWorker()]);
  await until('all mails', () => server.mails.length >= people.length);
  const left = 'SELECT FROM draft_mails WHERE sent_at IS NULL';
  await until('all to be noted', async () => (await world.db.query<unknown[]>(left)).length === 0);
  expect(people.map(({ email }) => mailsTo(email).length)).toEqual(people.map(() => 1));
});

test('a mail whose worker dies before it was sent is sent by another one', async () => {
  const { person, id, email } = await away();
  await drafts(person);
  const dying = await startWorker({ FAULT_AT: 'kill draft-mail:claimed' });
  await until('its death', () => dying.process.signalCode === 'SIGKILL');
  expect([server.mails, await unsent(id)]).toEqual([[], [{ attempts: 1, begun: true }]]);
  await makeDue();
  await startWorker();
  await until('the mail', () => mailsTo(email).length === 1);
});

test('one whose worker dies before it noted the sending is sent again, by the same name', async () => {
  const { person, email } = await away();
  await drafts(person);
  const dying = await startWorker({ FAULT_AT: 'kill draft-mail:sent' });
  await until('its death', () => dying.process.signalCode === 'SIGKILL');
  // What is ready by now is told in a mail of its own.
  await makeDue();
  await startWorker();
  await until('the second one', () => mailsTo(email).length === 2);
  const [first, second] = mailsTo(email);
  expect(idIn(first)).toBeDefined();
  expect(idIn(second)).toBe(idIn(first));
});

test('a server that is busy is asked again, and one that refuses the address is not', async () => {
  const { person, id, email } = await away();
  await drafts(person);
  server.refuse(451);
  const first = await startWorker();
  await until('the pause', () => first.output().includes('the next try is in 60 s'));
  // What it has against us somebody can mend.
  server.refuse(550, 'sender');
  await makeDue();
  await until('a longer pause', () => first.output().includes('the next try is in 120 s'));
  expect(await unsent(id)).toEqual([{ attempts: 2, begun: true }]);
  expect(server.mails).toEqual([]);
  server.refuse(null);
  await makeDue();
  await until('the mail', () => mailsTo(email)[0]);
  const other = await away();
  server.refuse(550);
  await Promise.all(workers.splice(0).map((worker) => worker.end()));
  await drafts(other.person);
  const worker = await startWorker();
  await until('it to be given up', () => worker.output().includes('which is given up'));
  expect(await unsent(other.id)).toEqual([]);
});

test('nothing goes to an address before the link that is mailed there was followed', async () => {
  const { person, id, email } = await away();
  await world.db.query('UPDATE auth."user" SET "emailVerified" = false WHERE id = $1', [id]);
  // The second one comes too soon for another link.
  for (const language of ['de', 'en'])
    expect((await choose(person, 'each', language)).body).toMatchObject({ isConfirmed: false, linkMailed: true });
  await world.db.query("UPDATE mail_choices SET seen_at = now() - interval '2 hours' WHERE user_id = $1", [id]);
  await drafts(person);
  const witness = await away();
  await drafts(witness.person);
  await startWorker();
  await until('the witness', () => mailsTo(witness.email)[0]);
  expect(mailsTo(email)[0]).toContain('<html lang=3D"de">');
  const token = /\/confirm-email\?token=3D([\w-]+)/.exec(mailsTo(email)[0] ?? '')?.[1];
  expect([mailsTo(email).length, await unsent(id)]).toEqual([1, [{ attempts: 0, begun: false }]]);
  const refused = await personWith(web.url, '').ask('POST', '/api/auth/confirm-email', { token });
  expect(refused.body).toMatchObject({ detail: `Sign in as ${email}, then follow the link again.` });
  const confirmed = await person.ask('POST', '/api/auth/confirm-email', { token });
  expect(confirmed).toMatchObject({ status: 200, body: { email } });
  expect(await choiceOf(person)).toMatchObject({ when: 'each', isConfirmed: true });
  expect(await until('the mail', () => mailsTo(email)[1])).toContain('List-Unsubscribe');
});

test('of a day there is one mail, others are 15 minutes apart; and it waits for the drafts of the talk that are under way', async () => {
  const [daily, often, each] = [await away('daily'), await away(), await away()];
  const mailedAgo = (id: string, ago: string): Promise<unknown> =>
    world.db.query('UPDATE mail_choices SET mailed_at = now() - $2::interval WHERE user_id = $1', [id, ago]);
  await mailedAgo(daily.id, '23 hours');
  await mailedAgo(often.id, '5 minutes');
  await drafts(daily.person);
  await drafts(often.person, ['blog'], 'First');
  await drafts(often.person, ['blog'], 'Second');
  const projectId = await drafts(each.person);
  const under = await hand.queue(projectId, 'draft:linkedin');
  await world.db.query("UPDATE tasks SET run_at = now() + interval '1 hour' WHERE id = $1", [under.id]);
  const witness = await away();
  await drafts(witness.person);
  await startWorker();
  await until('the witness', () => mailsTo(witness.email)[0]);
  expect([mailsTo(daily.email), mailsTo(often.email), mailsTo(each.email)]).toEqual([[], [], []]);
  expect((await each.person.ask('POST', `/api/tasks/${under.id}/cancel`)).status).toBe(202);
  await mailedAgo(daily.id, '24 hours');
  await mailedAgo(often.id, '15 minutes');
  const both = await until('one of both talks', () => mailsTo(often.email)[0]);
  for (const title of ['First', 'Second']) expect(both).toContain(title);
  await until('the one that waited', () => mailsTo(each.email)[0]);
  await until('the daily one', () => mailsTo(daily.email)[0]);
  expect(mailsTo(often.email)).toHaveLength(1);
});

test('where no mail server is set nothing is offered, and nothing owed', async () => {
  const silent = await world.startWeb(undefined, { SMTP_URL: '', MAIL_FROM: '' });
  const ada = await world.signUp(silent);
  expect(await choiceOf(ada)).toEqual({
    when: 'off',
    language: 'en',
    areSent: false,
    isConfirmed: false,
    linkMailed: false,
  });
  expectProblem(await choose(ada, 'each'), 409, 'no_mail');
  await drafts(ada);
  expect(await unsent((await accountOf(ada)).id)).toEqual([]);
  await silent.end();
});
