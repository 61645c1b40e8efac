/** Who may work with others on a project, and tell other programs of it: a part of the table in roles.test.ts. */
import type { Answer } from './person.js';
import type { Actor, Row } from './who-may.js';
import { members, ofOneself, sends } from './who-may.js';

/** What there is in the project of somebody else's. */
interface Ids {
  talk: string;
  /** A member of it. */
  member: string;
  hook: string;
  share: string;
  /** What was deleted of it. */
  inBin: string[];
}

/** Nothing has this id. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

export const makesHook = ({ person }: Pick<Actor, 'person'>, projectId: string | null): Promise<Answer> =>
  person.ask('POST', '/api/webhooks', { url: 'https://hooks.example.org/', projectId });

/** `ids`: asked when a row is tried. */
export function teamRows(ids: () => Ids): Record<string, Row> {
  const inTalk = (path: () => string) => (): string => `/api/projects/${ids().talk}${path()}`;
  const ownersOnly = { ...members, editor: '403 forbidden' };
  const atHook = (method: string, path = '', body?: unknown): Row => ({
    ask: sends(method, () => `/api/webhooks/${ids().hook}${path}`, body),
    ...ofOneself('404 not_found'),
  });
  const atMember = (): string => `/members/${ids().member}`;
  const invited = { email: 'new@example.org', role: 'viewer' };
  return {
    'POST /api/projects/{id}/members': {
      ask: sends(
        'POST',
        inTalk(() => '/members'),
        invited,
      ),
      ...ownersOnly,
    },
    'PATCH /api/projects/{id}/members/{userId}': {
      ask: sends('PATCH', inTalk(atMember), { role: 'viewer' }),
      ...ownersOnly,
    },
    'DELETE /api/projects/{id}/members/{userId}': { ask: sends('DELETE', inTalk(atMember)), ...ownersOnly },
    'DELETE /api/projects/{id}/invitations/{invitationId}': {
      ask: sends(
        'DELETE',
        inTalk(() => `/invitations/${NOBODY}`),
      ),
      ...ownersOnly,
    },
    // A token that nobody was given.
    'POST /api/invitations/{token}': {
      ask: sends('POST', () => '/api/invitations/guessed'),
      ...ofOneself('404 not_found'),
    },
    'POST /api/projects/{id}/shares': {
      ask: sends(
        'POST',
        inTalk(() => '/shares'),
        { contents: ['blog'] },
      ),
      ...members,
      editor: '201',
    },
    'DELETE /api/projects/{id}/shares/{shareId}': {
      ask: sends(
        'DELETE',
        inTalk(() => `/shares/${ids().share}`),
      ),
      ...members,
      editor: '204',
    },
    'DELETE /api/projects/{id}/pictures/{name}': {
      ask: sends(
        'DELETE',
        inTalk(() => '/pictures/none.png'),
      ),
      ...members,
      editor: '404 not_found',
    },
    'POST /api/bin/things/{id}/restore': {
      ask: sends('POST', () => `/api/bin/things/${ids().inBin[0]}/restore`),
      ...members,
      editor: '204',
    },
    'DELETE /api/bin/things/{id}': {
      ask: sends('DELETE', () => `/api/bin/things/${ids().inBin[1]}`),
      ...members,
      editor: '204',
    },
    'POST /api/projects/{id}/accept-stale': {
      ask: sends(
        'POST',
        inTalk(() => '/accept-stale'),
        { tasks: [NOBODY] },
      ),
      ...members,
      editor: '200',
    },
    'POST /api/webhooks': { ask: (actor) => makesHook(actor, ids().talk), ...members, editor: '201' },
    'PATCH /api/webhooks/{id}': atHook('PATCH', '', { paused: true }),
    'POST /api/webhooks/{id}/rotate': atHook('POST', '/rotate'),
    'POST /api/webhooks/{id}/replay': atHook('POST', '/replay', { projectId: NOBODY, after: 0 }),
    'DELETE /api/webhooks/{id}': atHook('DELETE'),
  };
}
