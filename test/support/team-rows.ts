/** Who may work with others on a project, and tell other programs of it: a part of the table of who may what. */
import type { Actor, Row, Rows } from './who-may.js';
import type { Scene } from './scene.js';
import { forEditors, forOperators, members, ofOneself, ofTheOwner, sends } from './who-may.js';

/** Nothing has this id. */
const NONE = '00000000-0000-4000-8000-000000000000';

type Path = (scene: Scene) => string;

const inTalk =
  (path: Path): Path =>
  (scene) =>
    `/api/projects/${scene.talk}${path(scene)}`;
const forOwners = (owner: string) => ({ ...members, editor: '403 forbidden', owner });

/** Ada's, which the others are not told of. */
const atHook = (method: string, path: string, owner: string, body?: unknown): Row => ({
  ask: sends(method, ({ hook }) => `/api/webhooks/${hook}${path}`, body),
  ...ofTheOwner(owner),
});
const atMember = inTalk(({ member }) => `/members/${member}`);

export const teamRows: Rows = {
  'POST /api/projects/{id}/members': {
    ask: sends(
      'POST',
      inTalk(() => '/members'),
      { email: 'new@example.org', role: 'viewer' },
    ),
    ...forOwners('201'),
  },
  'PATCH /api/projects/{id}/members/{userId}': {
    ask: sends('PATCH', atMember, { role: 'editor' }),
    ...forOwners('200'),
  },
  'DELETE /api/projects/{id}/members/{userId}': { ask: sends('DELETE', atMember), ...forOwners('204') },
  'DELETE /api/projects/{id}/invitations/{invitationId}': {
    ask: sends(
      'DELETE',
      inTalk(({ invitation }) => `/invitations/${invitation.id}`),
    ),
    ...forOwners('204'),
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
    ...forEditors('201'),
  },
  'DELETE /api/projects/{id}/shares/{shareId}': {
    ask: sends(
      'DELETE',
      inTalk(({ spareShare }) => `/shares/${spareShare}`),
    ),
    ...forEditors('204'),
  },
  'DELETE /api/projects/{id}/pictures/{name}': {
    ask: sends(
      'DELETE',
      inTalk(() => '/pictures/none.png'),
    ),
    ...forEditors('404 not_found'),
  },
  'POST /api/bin/things/{id}/restore': {
    ask: sends('POST', ({ inBin }) => `/api/bin/things/${inBin[0]}/restore`),
    ...forEditors('204'),
  },
  'DELETE /api/bin/things/{id}': {
    ask: sends('DELETE', ({ inBin }) => `/api/bin/things/${inBin[1]}`),
    ...forEditors('204'),
  },
  'POST /api/projects/{id}/accept-stale': {
    ask: sends(
      'POST',
      inTalk(() => '/accept-stale'),
      { tasks: [NONE] },
    ),
    ...forEditors('200'),
  },
  'POST /api/webhooks': {
    ask: ({ person, scene }: Actor) =>
      person.ask('POST', '/api/webhooks', { url: 'https://hooks.example.org/', projectId: scene.talk }),
    ...forEditors('201'),
  },
  'POST /api/webhooks (of everybody’s projects)': {
    ask: sends('POST', () => '/api/webhooks', { url: 'https://hooks.example.org/', installation: true }),
    ...forOperators('201'),
  },
  'PATCH /api/webhooks/{id}': atHook('PATCH', '', '200', { paused: true }),
  'POST /api/webhooks/{id}/rotate': atHook('POST', '/rotate', '200'),
  'POST /api/webhooks/{id}/replay': {
    ask: ({ person, scene }: Actor) =>
      person.ask('POST', `/api/webhooks/${scene.hook}/replay`, { projectId: scene.talk, after: 0 }),
    ...ofTheOwner('202'),
  },
  'DELETE /api/webhooks/{id}': atHook('DELETE', '', '204'),
};
