/** Clients that others wrote, python3-socketio and curl, follow a project only by what is documented. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findOtherClients } from '../../scripts/embedded/other-clients.mjs';
import type { Person } from '../support/person.js';
import { until } from '../support/until.js';
import type { WebServer, World } from '../support/world.js';
import { createWorld } from '../support/world.js';

let clients: Awaited<ReturnType<typeof findOtherClients>>;
let world: World;
let web: WebServer;
let ada: Person;
let key: string;
let projectId: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  clients = await findOtherClients((line: string) => process.stderr.write(`${line}\n`));
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
  ({ key } = (await ada.ask('POST', '/api/api-keys', { name: 'A program' })).body as { key: string });
});
afterAll(() => world.end());
beforeEach(async () => {
  ({ id: projectId } = await ada.createProject());
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

const rename = async (times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) await ada.ask('PATCH', `/api/projects/${projectId}`, { title: `Title ${i}` });
};
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Says what it hears as lines of JSON; joins with its position whenever it is connected. */
const FOLLOW = `import sys, json, socketio
url, token, project, position = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
client = socketio.Client(reconnection_delay=0.5, reconnection_delay_max=2)
held = []
def say(what, told):
    print(json.dumps([what, told]), flush=True)
def take(event):
    global position
    if event['seq'] <= position:
        return
    position = event['seq']
    say('event', position)
def joined(answer):
    global held
    if 'error' in answer:
        return say('refused', answer['error']['code'])
    say('joined', [answer['data']['snapshot']['title'], answer['data']['lastSeq'], answer['data']['reset']])
    before, held = held, None
    for event in answer['data']['events'] + before:
        take(event)
@client.on('event')
def heard(event):
    if held is None:
        take(event)
    else:
        held.append(event)
@client.event
def connect():
    global held
    held = []
    client.emit('project:join', {'projectId': project, 'after': position}, callback=joined)
@client.event
def connect_error(why):
    say('connect_error', why)
try:
    client.connect(url, auth={'token': token}, transports=['websocket'])
    client.wait()
except socketio.exceptions.ConnectionError:
    pass`;

type Said = [what: string, told: unknown][];

function followByPython(token: string, after: number): Said {
  const args = ['-c', FOLLOW, web.url, token, projectId, String(after)];
  const child = spawn(clients.python, args, { env: clients.env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const said: Said = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(JSON.parse(line) as Said[number]));
  return said;
}

const heardBy = (said: Said): unknown[] => said.filter(([what]) => what === 'event').map(([, seq]) => seq);

test('python3-socketio signs in with an API key, joins, replays, hears events, and comes back after a kill', async () => {
  await rename(5);
  const said = followByPython(key, 2);
  await until('it to have what it missed', () => heardBy(said).length === 3);
  expect(said[0]).toEqual(['joined', ['Title 4', 5, false]]);
  await rename(3);
  await until('it to hear what happens', () => heardBy(said).length === 6);
  await web.end('SIGKILL');
  web = await world.startWeb(Number(new URL(web.url).port));
  await rename(4);
  await until('it to have the rest', () => heardBy(said).length === 10);
  expect(heardBy(said)).toEqual(numbers(3, 12));
  expect(said.filter(([what]) => what === 'joined')).toHaveLength(2);
});

test('python3-socketio is told why it is not let in', async () => {
  const nobody = followByPython('dr_nobody', 0);
  await until('it to be refused', () => nobody.length === 1);
  expect(nobody[0]).toEqual(['connect_error', { message: 'unauthorized' }]);
  const stranger = await world.signUp(web);
  const other = (await stranger.ask('POST', '/api/api-keys', { name: 'Another' })).body as { key: string };
  const said = followByPython(other.key, 0);
  await until('it not to be let into the project', () => said.length === 1);
  expect(said).toEqual([['refused', 'not_found']]);
});

interface Followed {
  child: ChildProcess;
  text(): string;
  seqs(): number[];
  ids(): number[];
}

function followByCurl(...more: string[]): Followed {
  const address = `${web.url}/api/projects/${projectId}/events`;
  const args = ['-sN', '-H', `Authorization: Bearer ${key}`, '-H', 'Accept: text/event-stream', ...more, address];
  const child = spawn(clients.curl, args, { env: clients.env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const all = (line: RegExp): string[] => [...text.matchAll(line)].map(([, found = '']) => found);
  return {
    child,
    text: () => text,
    seqs: () => all(/^data: (\{.*\})$/gm).map((data) => (JSON.parse(data) as { seq: number }).seq),
    ids: () => all(/^id: (\d+)$/gm).map(Number),
  };
}

test('curl reads the stream of events, and resumes it where it was cut', async () => {
  await rename(3);
  const first = followByCurl();
  await until('it to have the log', () => first.seqs().length === 3);
  await rename(2);
  await until('it to hear what happens', () => first.seqs().length === 5);
  first.child.kill('SIGKILL');
  const last = first.ids().at(-1) ?? 0;
  await rename(3);
  const second = followByCurl('-H', `Last-Event-ID: ${last}`);
  await until('it to have what it missed', () => second.seqs().length === 3);
  await rename(1);
  await until('it to go on', () => second.seqs().length === 4);
  expect([...first.seqs(), ...second.seqs()]).toEqual(numbers(1, 9));
  expect([...first.ids(), ...second.ids()]).toEqual(numbers(1, 9));
  expect(second.text()).toMatch(/^retry: \d+$/m);
  await ada.ask('DELETE', `/api/projects/${projectId}`);
  await until('curl to be done', () => second.child.exitCode !== null);
  expect(second.child.exitCode).toBe(0);
});
