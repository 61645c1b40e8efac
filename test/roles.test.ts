/**
 * Who may change what: each address of the running server that changes something, and each message of its sockets, asked by one of each kind
 * of caller. The table stands in test/support: own-rows, team-rows, project-rows and operator-rows. What only reads is in read-rows and
 * other-doors, and asked in roles-reading.test.ts and roles-doors.test.ts; that no address is left out of all of them, here.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientToServer } from '../src/contract/realtime.js';
import { messages as served } from '../src/realtime/messages.js';
import { allRows, isOfBoard, matrixParts } from './support/matrix-parts.js';
import { Matrix } from './support/matrix.js';
import type { Answer, Tab } from './support/person.js';
import type { Scene } from './support/scene.js';
import type { Kind, Row } from './support/who-may.js';
import { expectedOf, isOpen, kinds, outcomeOf, sendsPlainly } from './support/who-may.js';

let matrix: Matrix;

beforeAll(async () => {
  matrix = await Matrix.start('what changes something');
});
afterAll(() => matrix.end());

/** What a door of the table is called in the lists of the server: without what makes it another door of the same route. */
const routeOf = (door: string): string => door.replace(/ \(.*\)$|\?.*$/, '');

test('each address that the server has stands in the table, and what is public is meant to be', async () => {
  const there = (await matrix.routes()).filter((route) => !isOfBoard(route));
  // HEAD is answered where GET is, and pages at any other address.
  const isRoute = (door: string): boolean =>
    !door.endsWith('(the page)') && (!door.startsWith('HEAD ') || there.includes(routeOf(door)));
  const inTable = Object.keys(allRows).filter(isRoute).map(routeOf);
  expect([...new Set(inTable)].sort()).toEqual(there);
  const described = await describedRoutes();
  expect(described.map(({ route }) => route).filter((route) => !there.includes(route))).toEqual([]);
  const openHere = ({ route }: { route: string }): boolean => isOpen(allRows[route] as Row);
  expect(described.filter(({ isPublic }) => isPublic)).toEqual(described.filter(openHere));
});

type Operations = Record<string, { security?: unknown[] }>;

/** As the description of the API names them, and whether each is for those, too, who are not signed in. */
async function describedRoutes(): Promise<{ route: string; isPublic: boolean }[]> {
  const { body } = await matrix.callers.ada.ask('GET', '/api/openapi.json');
  const { paths } = body as { paths: Record<string, Operations> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => ({
      route: `${method.toUpperCase()} ${path}`,
      isPublic: security?.length === 0,
    })),
  );
}

test.each(Object.entries(matrixParts['what changes something'].rows))('%s', (door, row) => matrix.look(door, row));

test('a method that is named in a header is refused as the method itself', async () => {
  const { viewer } = matrix.callers.actors;
  for (const method of ['PATCH', 'DELETE']) {
    const headers = { 'tus-resumable': '1.0.0', 'x-http-method-override': method };
    expect(outcomeOf(await sendsPlainly(viewer, ['POST', viewer.upload], headers)), method).toBe('403 forbidden');
  }
});

const messages = {
  'project:join': { sent: ({ talk }: Scene) => ({ projectId: talk }), viewer: 'data', stranger: 'not_found' },
  'presence:tell': {
    sent: ({ talk }: Scene) => ({ visible: true, projectId: talk, draft: null }),
    viewer: 'data',
    stranger: 'not_found',
  },
  'project:leave': { sent: ({ talk }: Scene) => ({ projectId: talk }), viewer: 'data', stranger: 'data' },
  'notice:dismiss': { sent: ({ noticeId }: Scene) => ({ noticeId }), viewer: 'data', stranger: 'not_found' },
} satisfies Record<keyof ClientToServer, unknown>;

const say = async ({ socket }: Tab, message: string, payload: unknown): Promise<Answer['body']> =>
  socket.emitWithAck(message as 'project:leave', payload as never);
const codeOf = (answer: unknown): string => (answer as { error?: { code: string } }).error?.code ?? 'data';

/** Null where the socket is refused. */
const open = (kind: Kind): Promise<Tab | null> =>
  matrix.callers.actors[kind].person.openTab().catch((error: unknown) => {
    expect(error).toMatchObject({ message: 'unauthorized' });
    return null;
  });

test('each message that sockets take stands in this table, and is answered by it', async () => {
  const tabs = new Map<Kind, Tab | null>();
  for (const kind of kinds) tabs.set(kind, await open(kind));
  const refusal = (await say(tabs.get('viewer') as Tab, 'no such message', {})) as { error: { message: string } };
  expect(refusal.error.message.match(/\w+:\w+/g)?.sort()).toEqual(Object.keys(messages).sort());
  for (const [message, { sent, viewer, stranger }] of Object.entries(messages)) {
    const reading = served[message as keyof ClientToServer].changes ? 'scope_required' : viewer;
    const members = { viewer, editor: viewer, owner: viewer, stranger, signedOut: 'unauthorized', key: stranger };
    const expected = {
      ...expectedOf(message, { ...members, ask: () => Promise.reject(new Error('It is no route')) }),
      'key that may only read': reading,
    };
    await matrix.compare(message, expected, async (kind) => {
      const tab = tabs.get(kind);
      return tab ? codeOf(await say(tab, message, sent(matrix.callers.untouched))) : 'unauthorized';
    });
  }
  for (const tab of tabs.values()) tab?.close();
});

test('of all these refusals nothing has changed', () => matrix.expectUntouched());
