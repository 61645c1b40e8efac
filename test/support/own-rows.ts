/** Who may what of the routes that are about oneself. */
import type { Answer } from './person.js';
import type { Actor, Row } from './who-may.js';
import { operatorRows } from './operator-rows.js';
import { ofOneself, sends } from './who-may.js';

export const makesType = ({ person }: Pick<Actor, 'person'>): Promise<Answer> =>
  person.ask('POST', '/api/content-types', { label: 'Card', brief: 'A card.' });

/** Everybody has an account. `public`: for those who have not signed in yet; it knows no project. */
export const ownRows: Record<string, Row | 'public'> = {
  'POST /api/auth/sign-up/email': 'public',
  'POST /api/auth/sign-in/email': 'public',
  'POST /api/auth/sign-out': 'public',
  'POST /api/auth/request-reset': 'public',
  'POST /api/auth/reset': 'public',
  'POST /api/auth/confirm-email': 'public',
  'PATCH /api/me': { ask: sends('PATCH', () => '/api/me', { name: 'Other' }), ...ofOneself('200') },
  'POST /api/me/password': {
    ask: sends('POST', () => '/api/me/password', { current: 'a guess', new: 'correct horse battery' }),
    ...ofOneself('403 wrong_password'),
  },
  'DELETE /api/me': {
    ask: sends('DELETE', () => '/api/me', { password: 'a guess' }),
    ...ofOneself('403 wrong_password'),
  },
  'DELETE /api/me/sessions': { ask: sends('DELETE', () => '/api/me/sessions'), ...ofOneself('204') },
  // Of nobody.
  'DELETE /api/me/sessions/{id}': {
    ask: sends('DELETE', () => '/api/me/sessions/00000000-0000-4000-8000-000000000000'),
    ...ofOneself('404 not_found'),
  },
  // There is no identity provider.
  'POST /api/auth/sso/link': { ask: sends('POST', () => '/api/auth/sso/link'), ...ofOneself('404 not_found') },
  'POST /api/password-resets': {
    ask: sends('POST', () => '/api/password-resets', { email: 'ada@example.org' }),
    ...ofOneself('403 forbidden'),
  },
  'PUT /api/admin/settings': {
    ask: sends('PUT', () => '/api/admin/settings', { OPENAI_MODEL: 'other' }),
    ...ofOneself('403 forbidden'),
  },
  'DELETE /api/admin/settings': { ask: sends('DELETE', () => '/api/admin/settings'), ...ofOneself('403 forbidden') },
  ...operatorRows,
  'POST /sign-in': 'public',
  'POST /unsubscribe': 'public',
  // No mail server is set.
  'PUT /api/me/draft-mails': {
    ask: sends('PUT', () => '/api/me/draft-mails', { when: 'each' }),
    ...ofOneself('409 no_mail'),
  },
  'POST /api/api-keys': { ask: sends('POST', () => '/api/api-keys', { name: 'Mine' }), ...ofOneself('201') },
  'PUT /api/me/voice': { ask: sends('PUT', () => '/api/me/voice', { posts: [] }), ...ofOneself('200') },
  'POST /api/me/voice/posts': { ask: sends('POST', () => '/api/me/voice/posts', 'I write so.'), ...ofOneself('201') },
  'POST /api/content-types': { ask: makesType, ...ofOneself('201') },
  'POST /api/projects': { ask: sends('POST', () => '/api/projects', { title: 'Mine' }), ...ofOneself('201') },
  'POST /api/notices/seen': { ask: sends('POST', () => '/api/notices/seen'), ...ofOneself('204') },
};
