/** Who may what of the routes that only read: a part of the table of who may what. */
import type { Person } from './person.js';
import type { Scene } from './scene.js';
import { head } from './tus.js';
import type { Actor, Row, Rows } from './who-may.js';
import { forViewers, ofOneself, ofTheOwner, sends } from './who-may.js';

/** What stands in the place of a parameter, by what comes before it. */
const values: Record<string, (scene: Scene) => string> = {
  'projects/{id}': ({ talk }) => talk,
  'tasks/{id}': ({ failedTask }) => failedTask,
  'webhooks/{id}': ({ hook }) => hook,
  'status/{key}': () => 'draft:blog',
  'contents/{type}': () => 'blog',
  'versions/{version}': () => '1',
  'screenshots/{index}': () => '0',
  'pictures/{index}': () => '0',
  'pictures/{name}': ({ picture }) => picture,
  'own/{name}': ({ picture }) => picture,
  's/{token}': ({ share }) => share.token,
  'invitations/{token}': ({ invitation }) => invitation.token,
};

/** The path of a route, of what there is in this scene. */
const pathOf = (route: string, scene: Scene): string =>
  route.replace(/(\w+)\/\{\w+\}/g, (place) => {
    const value = values[place];
    if (!value) throw new Error(`What stands for ${place} in ${route}? Say it in read-rows.ts.`);
    return `${place.split('/')[0] ?? ''}/${value(scene)}`;
  });

const reads = (path: string) => ({ ask: sends('GET', (scene) => pathOf(path, scene)) });

const all = (paths: string[], outcome: Omit<Row, 'ask'> | { everybody: string }): Rows =>
  Object.fromEntries(paths.map((path) => [`GET ${path}`, { ...reads(path), ...outcome }]));

const inProject = (paths: string[]): string[] => paths.map((path) => `/api/projects/{id}${path}`);

/** Each address that a GET has. `?…` and what is in brackets makes another door of the same route. */
export const getRows: Rows = {
  ...all(
    [
      '/healthz',
      '/readyz',
      '/metrics',
      '/api/openapi.json',
      '/api/auth/ways',
      '/api/invitations/{token}',
      '/s/{token}',
      '/s/{token}/recording',
      '/s/{token}/captions.vtt',
      '/s/{token}/pictures/{index}.jpg',
      '/s/{token}/pictures/own/{name}',
    ],
    { everybody: '200' },
  ),
  // There is no identity provider.
  ...all(['/api/auth/sso', '/api/auth/callback/oidc'], { everybody: '404 not_found' }),
  ...all(
    [
      '/api/me',
      '/api/me/sessions',
      '/api/me/voice',
      '/api/me/draft-mails',
      '/api/me/export',
      '/api/me/leaving',
      '/api/api-keys',
      '/api/projects',
      '/api/notices',
      '/api/webhooks',
      '/api/bin',
      '/api/bin/things',
      '/api/tags',
      '/api/content-types',
      '/api/limits',
      '/api/workers',
    ],
    ofOneself('200'),
  ),
  'GET /api/search': { ask: sends('GET', ({ secret }) => `/api/search?q=${secret}`), ...ofOneself('200') },
  'GET /api/search?projectId': {
    ask: sends('GET', ({ secret, talk }) => `/api/search?q=${secret}&projectId=${talk}`),
    ...forViewers('200'),
  },
  'GET /api/search/related': {
    ask: sends('GET', ({ talk }) => `/api/search/related?q=dough&projectId=${talk}`),
    ...forViewers('200'),
  },
  'GET /api/content-types?projectId': {
    ask: sends('GET', ({ talk }) => `/api/content-types?projectId=${talk}`),
    ...forViewers('200'),
  },
  ...all(['/api/webhooks/{id}', '/api/webhooks/{id}/deliveries'], ofTheOwner('200')),
  ...all(
    [
      ...inProject([
        '',
        '/activity',
        '/members',
        '/tasks',
        '/usage',
        '/shares',
        '/events',
        '/status/{key}',
        '/source',
        '/youtube.zip',
        '/transcript',
        '/transcript.json',
        '/transcript.vtt',
        '/transcript.srt',
        '/transcript.txt',
        '/chapters',
        '/chapters.json',
        '/chapters.txt',
        '/chapters.vtt',
        '/screenshots',
        '/screenshots/{index}.jpg',
        '/thumbnails.vtt',
        '/pictures',
        '/pictures/{name}',
        '/documents',
        '/contents',
        '/contents/{type}',
        '/contents/{type}/export',
        '/contents/{type}/export?format=html',
        '/contents/{type}/export?format=zip',
        '/contents/{type}/versions',
        '/contents/{type}/versions/{version}',
        '/contents/{type}/reviews',
      ]),
      '/api/tasks/{id}',
    ],
    forViewers('200'),
  ),
};

const silent = (outcome: string): string => outcome.split(' ')[0] ?? '';

/** Whoever may not read may not ask for the headers either. */
const heads: Rows = Object.fromEntries(
  Object.entries(getRows).map(([door, { ask, ...outcomes }]) => {
    const told = Object.fromEntries(Object.entries(outcomes).map(([kind, outcome]) => [kind, silent(outcome)]));
    return [door.replace('GET', 'HEAD'), { ...told, ask: (actor: Actor) => ask(asksForHeaders(actor)) } as Row];
  }),
);

/** The same caller, who sends HEAD whatever is sent. */
function asksForHeaders(actor: Actor): Actor {
  const { person } = actor;
  const ask: Person['ask'] = (_method, path, body, headers) => person.ask('HEAD', path, body, headers);
  return { ...actor, person: { ...person, ask } };
}

export const headRows: Rows = {
  ...heads,
  'OPTIONS /api/uploads': { ask: sends('OPTIONS', () => '/api/uploads'), ...ofOneself('204') },
  'OPTIONS /api/uploads/{id}': {
    ask: ({ person, upload }) => person.ask('OPTIONS', upload),
    ...ofOneself('204'),
  },
  'HEAD /api/uploads/{id}': {
    ask: ({ person, upload }) => head(person, upload),
    viewer: '403',
    stranger: '404',
    signedOut: '401',
    editor: '200',
  },
};
