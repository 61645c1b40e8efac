/** A table of who may what: each row is a door, what is sent to it, and what each kind of caller is answered. */
import type { ProblemDetails } from '../../src/contract/problem.js';
import type { Answer, Person } from './person.js';
import type { Scene } from './scene.js';

/** Whoever asks, what they ask about, and an upload of it that they began, or for those who could begin none somebody else's. */
export interface Actor {
  person: Person;
  /** The headers by which they say who they are, for what is not asked by `person.ask`. */
  credentials: Record<string, string>;
  scene: Scene;
  upload: string;
}

type Ask = (actor: Actor) => Promise<Answer>;

/** The status that each gets, and with a refusal its code. */
export interface Row {
  /** What somebody who may would send. */
  ask: Ask;
  viewer: string;
  stranger: string;
  signedOut: string;
  editor: string;
  /** Where it is not what an editor gets. */
  owner?: string;
  /** Of who runs this Devreel and is in no project, where it is not what a stranger gets. */
  administrator?: string;
  /** Of who brings a key that may do this, where it is not what its person gets. */
  key?: string;
}

/** For those, too, who have not signed in; all get the same. */
export interface OpenRow {
  ask: Ask;
  everybody: string;
}

export type Rows = Record<string, Row | OpenRow>;

export const isOpen = (row: Row | OpenRow): row is OpenRow => 'everybody' in row;

export const kinds = [
  'signed out',
  'stranger',
  'viewer',
  'editor',
  'owner',
  'administrator',
  'share token',
  'revoked key',
  'key that may only read',
  'key that may not administer',
  'removed member',
  'ended session',
] as const;
export type Kind = (typeof kinds)[number];

const isRead = (door: string): boolean => /^(GET|HEAD|OPTIONS) /.test(door);

/** What each kind of caller gets by this row. The key that may only read is the owner's, the one that may not administer an administrator's. */
export function expectedOf(door: string, row: Row | OpenRow): Record<Kind, string> {
  if (isOpen(row)) return Object.fromEntries(kinds.map((kind) => [kind, row.everybody])) as Record<Kind, string>;
  const { viewer, stranger, signedOut, editor, owner = editor, administrator = stranger, key } = row;
  return {
    'signed out': signedOut,
    'share token': signedOut,
    'revoked key': signedOut,
    'ended session': signedOut,
    stranger,
    'removed member': stranger,
    viewer,
    editor,
    owner,
    administrator,
    'key that may only read': isRead(door) ? (key ?? owner) : '403 scope_required',
    'key that may not administer': key ?? stranger,
  };
}

export const members = { viewer: '403 forbidden', stranger: '404 not_found', signedOut: '401 unauthorized' };

/** What editors and owners may. */
export const forEditors = (editor: string) => ({ ...members, editor });

/** What everybody in the project may. */
export const forViewers = (status: string) => ({ ...members, viewer: status, editor: status });

/** Of one's own account: everybody has one. */
export const ofOneself = (status: string) => ({
  viewer: status,
  stranger: status,
  signedOut: '401 unauthorized',
  editor: status,
});

/** As `ofOneself`, but no API key may do it. */
export const bySession = (status: string) => ({ ...ofOneself(status), key: '403 session_required' });

/** Of something that is the owner's own: nobody else is told that it is there. */
export const ofTheOwner = (owner: string) => ({ ...ofOneself('404 not_found'), owner });

/** What is for who runs this Devreel, whatever others are in a project. */
export const forOperators = (administrator: string) => ({ ...ofOneself('403 forbidden'), administrator });

export const sends =
  (method: string, path: (scene: Scene) => string, body?: unknown, headers?: Record<string, string>) =>
  ({ person, scene }: Actor): Promise<Answer> =>
    person.ask(method, path(scene), body, headers);

/** By the credentials alone, for what the description of the API does not know, or what does not end by itself: of a stream nothing is read. */
export async function sendsPlainly(
  { person, credentials }: Actor,
  [method, path]: [method: string, path: string],
  headers: Record<string, string> = {},
): Promise<Answer> {
  const stop = new AbortController();
  const response = await fetch(person.url + path, {
    method,
    headers: { ...credentials, ...headers },
    redirect: 'manual',
    signal: stop.signal,
  });
  const type = response.headers.get('content-type') ?? '';
  const { status } = response;
  if (!type.includes('event-stream')) {
    const body: unknown = type.includes('json') ? await response.json() : await response.text();
    return { status, headers: response.headers, body };
  }
  stop.abort();
  return { status, headers: response.headers, body: '' };
}

export const outcomeOf = ({ status, body }: Answer): string =>
  status < 400 ? String(status) : `${status} ${(body as Partial<ProblemDetails>).code ?? ''}`.trim();
