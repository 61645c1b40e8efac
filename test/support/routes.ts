/** The routes for members of a project, read from the server's own description, so that a new route is always among them. */
import assert from 'node:assert/strict';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { Person } from './person.js';
import { captionsFor } from './talk.js';

/** What is sent to the routes that take something. */
const bodies: Record<string, () => unknown> = {
  'PATCH /api/projects/{id}': () => ({ title: 'Mine' }),
  'POST /api/projects/{id}/members': () => ({ email: 'new@example.org', role: 'viewer' }),
  'PATCH /api/projects/{id}/members/{userId}': () => ({ role: 'viewer' }),
  'POST /api/projects/{id}/shares': () => ({}),
  'PUT /api/projects/{id}/source': () => 'bytes',
  'PATCH /api/projects/{id}/source': () => ({ audio: 0 }),
  'PUT /api/projects/{id}/captions': () => captionsFor(6),
  'POST /api/projects/{id}/documents': () => 'Words.',
  'POST /api/projects/{id}/generate': () => ({ types: ['blog'] }),
  'POST /api/projects/{id}/pictures': () => 'bytes',
  'POST /api/projects/{id}/accept-stale': () => ({ tasks: [NOBODY] }),
  'POST /api/projects/{id}/frames': () => ({ atMs: 0 }),
  'PATCH /api/projects/{id}/transcript': () => ({ segments: [{ index: 0, text: 'Hello.' }] }),
  'PATCH /api/projects/{id}/speakers/{speakerId}': () => ({ name: 'Ada' }),
  'PUT /api/projects/{id}/chapters': () => ({ items: [] }),
  'PUT /api/projects/{id}/contents/{type}': () => ({ body: 'x' }),
  'PUT /api/projects/{id}/contents/{type}/state': () => ({ state: 'in_review' }),
  'PATCH /api/projects/{id}/contents/{type}/versions/{version}': () => ({ name: 'Sent' }),
};
/** Nobody speaks in the talk by name, and nobody has this id. */
const NOBODY = '00000000-0000-4000-8000-000000000000';
/** These need the name of the file in the query. */
const NAMED = /\/(source|captions|documents)$/;

/** Method, path and body of all that the description knows of one project or task of it, and of the searches in it. */
export async function everyRoute(person: Person, done: ProjectSnapshot): Promise<[string, string, unknown?][]> {
  const { paths } = (await person.ask('GET', '/api/openapi.json')).body as { paths: Record<string, object> };
  const values: Record<string, string> = {
    '{type}': 'blog',
    '{version}': '1',
    '{index}': '0',
    '{name}': 'at-0.jpg',
    '{key}': 'draft:blog',
    '{speakerId}': NOBODY,
    '{documentId}': done.documents[0]?.id ?? '',
    '{userId}': NOBODY,
    '{invitationId}': NOBODY,
    '{shareId}': NOBODY,
  };
  const routes = Object.entries(paths).flatMap(([path, methods]) => {
    const own = /^\/api\/(projects|tasks)\/\{id\}/.exec(path)?.[1];
    if (own === undefined) return [];
    const id = own === 'projects' ? done.id : (done.tasks[0]?.id ?? '');
    const filled = path.replace('{id}', id).replace(/\{\w+\}/g, (name) => values[name] ?? '');
    return Object.keys(methods).map((verb): [string, string, unknown?] => {
      const method = verb.toUpperCase();
      const query = method !== 'GET' && NAMED.test(path) ? '?filename=a.srt' : '';
      return [method, filled + query, bodies[`${method} ${path}`]?.()];
    });
  });
  assert.ok(routes.length > 30, 'the description names the routes');
  const searches = ['search', 'search/related'].map((at): [string, string] => [
    'GET',
    `/api/${at}?q=dough&projectId=${done.id}`,
  ]);
  return [...routes, ...searches];
}
