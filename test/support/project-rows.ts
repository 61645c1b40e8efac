/** Who may change what of a project: a part of the table of who may what, in an order in which one after another can succeed. */
import { create, noise, patch, terminate } from './tus.js';
import type { Rows } from './who-may.js';
import type { Scene } from './scene.js';
import { forEditors, forViewers, members, ofTheOwner, sends } from './who-may.js';

type Path = (scene: Scene) => string;

const inTalk =
  (path = ''): Path =>
  ({ talk }) =>
    `/api/projects/${talk}${path}`;
const inEmpty =
  (path: string): Path =>
  ({ empty }) =>
    `/api/projects/${empty}${path}`;

const CAPTIONS = 'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nBread.\n';

/** Ada's, which the others use. */
const forItsOwner = (owner: string) => ({ ...forEditors('403 forbidden'), owner });

export const projectRows: Rows = {
  'PATCH /api/content-types/{id}': {
    ask: sends('PATCH', ({ type }) => `/api/content-types/${type}`, { brief: 'Other.' }),
    ...forItsOwner('200'),
  },
  'DELETE /api/content-types/{id}': {
    ask: sends('DELETE', ({ type }) => `/api/content-types/${type}`),
    ...forItsOwner('204'),
  },
  'POST /api/notices/{id}/dismiss': {
    ask: sends('POST', ({ noticeId }) => `/api/notices/${noticeId}/dismiss`),
    ...forViewers('204'),
  },
  'PATCH /api/projects/{id}': { ask: sends('PATCH', inTalk(), { tags: ['Other'] }), ...forEditors('200') },
  'POST /api/uploads': { ask: ({ person, scene }) => create(person, scene.empty, 1_000), ...forEditors('201') },
  'PATCH /api/uploads/{id}': {
    ask: ({ person, upload }) => patch(person, upload, 0, noise(500)),
    ...forEditors('204'),
  },
  'DELETE /api/uploads/{id}': {
    ask: ({ person, upload }) => terminate(person, upload),
    ...forEditors('204'),
  },
  'PUT /api/projects/{id}/captions': {
    ask: sends('PUT', inEmpty('/captions?filename=a.vtt'), CAPTIONS),
    ...forEditors('202'),
  },
  'PUT /api/projects/{id}/source': {
    ask: sends('PUT', inEmpty('/source?filename=a.webm'), noise(1_000)),
    ...forEditors('202'),
  },
  'PATCH /api/projects/{id}/source': {
    ask: sends('PATCH', inTalk('/source'), { video: 1 }),
    ...forEditors('202'),
  },
  'POST /api/projects/{id}/documents': {
    ask: sends('POST', inTalk('/documents?filename=b.md'), 'More words.'),
    ...forEditors('202'),
  },
  'DELETE /api/projects/{id}/documents/{documentId}': {
    ask: sends('DELETE', ({ talk, documentId }) => `/api/projects/${talk}/documents/${documentId}`),
    ...forEditors('204'),
  },
  'PATCH /api/projects/{id}/transcript': {
    ask: sends('PATCH', inTalk('/transcript'), { segments: [{ index: 0, text: 'Bread needs love.' }] }),
    ...forEditors('200'),
  },
  'PATCH /api/projects/{id}/speakers/{speakerId}': {
    ask: sends('PATCH', ({ talk, speakerId }) => `/api/projects/${talk}/speakers/${speakerId}`, {
      name: 'Ada Lovelace',
    }),
    ...forEditors('200'),
  },
  'PUT /api/projects/{id}/chapters': {
    ask: sends('PUT', inTalk('/chapters'), { items: [{ title: 'Dough', startMs: 0 }] }),
    ...forEditors('200'),
  },
  'PUT /api/projects/{id}/contents/{type}': {
    ask: sends('PUT', inTalk('/contents/blog'), { body: 'By hand.' }, { 'if-match': '*' }),
    ...forEditors('200'),
  },
  'POST /api/projects/{id}/pictures': {
    ask: sends('POST', inTalk('/pictures'), 'no picture'),
    ...forEditors('415 not_a_picture'),
  },
  'POST /api/projects/{id}/frames': {
    ask: sends('POST', inTalk('/frames'), { atMs: 2_000_000_000 }),
    ...forEditors('422 invalid_request'),
  },
  'PUT /api/projects/{id}/contents/{type}/state': {
    ask: sends('PUT', inTalk('/contents/blog/state'), { state: 'in_review' }, { 'if-match': '*' }),
    ...forEditors('200'),
  },
  'PATCH /api/projects/{id}/contents/{type}/versions/{version}': {
    ask: sends('PATCH', inTalk('/contents/blog/versions/1'), { name: 'Sent' }),
    ...forEditors('204'),
  },
  'DELETE /api/projects/{id}/contents/{type}/offer': {
    ask: sends('DELETE', inTalk('/contents/blog/offer')),
    ...forEditors('204'),
  },
  'POST /api/projects/{id}/contents/{type}/versions/{version}/restore': {
    ask: sends('POST', inTalk('/contents/blog/versions/1/restore')),
    ...forEditors('201'),
  },
  'POST /api/projects/{id}/generate': {
    ask: sends('POST', inTalk('/generate'), { types: ['twitter'] }),
    ...forEditors('202'),
  },
  'POST /api/tasks/{id}/retry': {
    ask: sends('POST', ({ failedTask }) => `/api/tasks/${failedTask}/retry`),
    ...forEditors('202'),
  },
  'POST /api/tasks/{id}/cancel': {
    ask: sends('POST', ({ queuedTask }) => `/api/tasks/${queuedTask}/cancel`),
    ...forEditors('202'),
  },
  'DELETE /api/projects/{id}': { ask: sends('DELETE', inTalk()), ...members, editor: '403 forbidden', owner: '204' },
  // In which all of them but the strangers were members: what was deleted is there for its owner only.
  'POST /api/bin/{id}/restore': {
    ask: sends('POST', ({ binned }) => `/api/bin/${binned[0]}/restore`),
    ...ofTheOwner('200'),
  },
  'DELETE /api/bin/{id}': { ask: sends('DELETE', ({ binned }) => `/api/bin/${binned[1]}`), ...ofTheOwner('204') },
};
