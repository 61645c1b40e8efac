/** A body for each route that takes one. */
import { captionsFor } from './talk.js';

/** What is right for a route: the odd value stands in the place of one of these. */
export const bodies: Record<string, unknown> = {
  'POST /api/auth/sign-up/email': { email: 'odd@example.org', password: 'correct horse battery', name: 'Odd' },
  'POST /api/auth/sign-in/email': { email: 'odd@example.org', password: 'correct horse battery' },
  'POST /api/auth/request-reset': { email: 'odd@example.org' },
  'POST /api/auth/reset': { token: 'none', password: 'correct horse battery' },
  'POST /api/auth/confirm-email': { token: 'none' },
  'POST /api/password-resets': { email: 'odd@example.org' },
  'PUT /api/admin/settings': { OPENAI_MODEL: 'other', OPENAI_API_KEY: null },
  'PUT /api/admin/workers/{id}/drain': { isDraining: true },
  'PATCH /api/me': { name: 'Odd' },
  // Neither is the password: nothing of the account changes.
  'POST /api/me/password': { current: 'no such password', new: 'correct horse battery' },
  'DELETE /api/me': { password: 'no such password' },
  'PUT /api/me/draft-mails': { when: 'off', language: 'de' },
  'POST /api/api-keys': { name: 'Mine', scopes: ['read'], expiresAt: null },
  'POST /api/content-types': {
    label: 'Card',
    brief: 'Three lines.',
    format: 'text',
    action: 'view',
    scope: 'the best of it',
    limit: { max: 300, measure: 'characters', per: 'text' },
  },
  'PATCH /api/content-types/{id}': { label: 'Card' },
  'PUT /api/me/voice': {
    posts: [{ title: 'Old', text: 'I wrote this.' }],
    keepTo: 'Say you.',
    drawn: { person: { corrected: 'you' } },
  },
  'POST /api/webhooks': { url: 'https://hooks.example.org/', eventTypes: ['task.failed'] },
  'PATCH /api/webhooks/{id}': { paused: true },
  'POST /api/webhooks/{id}/replay': { projectId: '00000000-0000-4000-8000-000000000000', after: 0 },
  'POST /api/projects': { title: 'Mine' },
  'POST /api/projects/{id}/members': { email: 'odd@example.org', role: 'viewer' },
  'PATCH /api/projects/{id}/members/{userId}': { role: 'viewer' },
  'POST /api/projects/{id}/shares': {
    contents: ['blog'],
    recording: true,
    transcript: false,
    expiresAt: '2126-01-01T00:00:00.000Z',
  },
  'PATCH /api/projects/{id}': { title: 'Mine', language: 'en', tags: ['Bread'] },
  'POST /api/projects/{id}/generate': { types: ['blog'], instructions: 'Short.' },
  'POST /api/projects/{id}/accept-stale': { tasks: ['00000000-0000-4000-8000-000000000000'] },
  'POST /api/projects/{id}/frames': { atMs: 1_000 },
  'PATCH /api/projects/{id}/source': { audio: 0 },
  'PATCH /api/projects/{id}/speakers/{speakerId}': { name: 'Ada' },
  'PATCH /api/projects/{id}/transcript': { segments: [{ index: 0, text: 'Hello.' }] },
  'PUT /api/projects/{id}/chapters': { items: [{ title: 'Bread', startMs: 0 }] },
  'PUT /api/projects/{id}/contents/{type}': { body: 'Crumb.', locked: ['Crumb.'] },
  'PUT /api/projects/{id}/contents/{type}/state': {
    state: 'published',
    note: 'Read it.',
    url: 'https://example.org/talk',
  },
  'PATCH /api/projects/{id}/contents/{type}/versions/{version}': { name: 'Sent to Ada' },
};
/** Of routes that take a file. */
export const streamed: Record<string, string> = {
  'PUT /api/projects/{id}/source': 'bytes',
  'PUT /api/projects/{id}/captions': captionsFor(1),
  'POST /api/projects/{id}/documents': 'Words.',
  // A GIF of one pixel.
  'POST /api/projects/{id}/pictures': 'GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
  'POST /api/me/voice/posts': 'I wrote this.',
  'POST /api/uploads': '',
  'PATCH /api/uploads/{id}': '',
};
