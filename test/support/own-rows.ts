/** Who may what of the routes that are about oneself. */
import type { Answer } from './person.js';
import type { Actor, Rows } from './who-may.js';
import { operatorRows } from './operator-rows.js';
import { bySession, forOperators, ofOneself, sends, sendsPlainly } from './who-may.js';

const makesType = ({ person }: Pick<Actor, 'person'>): Promise<Answer> =>
  person.ask('POST', '/api/content-types', { label: 'Card', brief: 'A card.' });

/** What is wrong about it is told to everybody alike. */
const withoutBody = (path: string) => ({ ask: sends('POST', () => path, {}), everybody: '422 invalid_request' });
/** As a page of another site would send it: nobody is signed out, and nobody signed in. */
const fromElsewhere = (path: string) => ({
  ask: sends('POST', () => path, undefined, { origin: 'https://elsewhere.example.org' }),
  everybody: '403 cross_origin',
});

/** Nobody has this id. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Everybody has an account. */
export const ownRows: Rows = {
  'POST /api/auth/sign-up/email': withoutBody('/api/auth/sign-up/email'),
  'POST /api/auth/sign-in/email': withoutBody('/api/auth/sign-in/email'),
  'POST /api/auth/sign-out': fromElsewhere('/api/auth/sign-out'),
  'POST /api/auth/request-reset': withoutBody('/api/auth/request-reset'),
  'POST /api/auth/reset': withoutBody('/api/auth/reset'),
  'POST /api/auth/confirm-email': withoutBody('/api/auth/confirm-email'),
  'POST /unsubscribe': { ask: sends('POST', () => '/unsubscribe?token=guessed'), everybody: '404 not_found' },
  'POST /sign-in': fromElsewhere('/sign-in'),
  'PATCH /api/me': { ask: sends('PATCH', () => '/api/me', { name: 'Other' }), ...bySession('200') },
  'POST /api/me/password': {
    ask: sends('POST', () => '/api/me/password', { current: 'a guess', new: 'correct horse battery' }),
    ...bySession('403 wrong_password'),
  },
  'DELETE /api/me': {
    ask: sends('DELETE', () => '/api/me', { password: 'a guess' }),
    ...bySession('403 wrong_password'),
  },
  // No mail server is set.
  'PUT /api/me/draft-mails': {
    ask: sends('PUT', () => '/api/me/draft-mails', { when: 'each' }),
    ...bySession('409 no_mail'),
  },
  'DELETE /api/me/sessions': { ask: sends('DELETE', () => '/api/me/sessions'), ...bySession('204') },
  'DELETE /api/me/sessions/{id}': {
    ask: sends('DELETE', () => `/api/me/sessions/${NOBODY}`),
    ...bySession('404 not_found'),
  },
  // There is no identity provider.
  'POST /api/auth/sso/link': { ask: sends('POST', () => '/api/auth/sso/link'), ...bySession('404 not_found') },
  'POST /api/password-resets': {
    ask: sends('POST', () => '/api/password-resets', { email: 'nobody@example.org' }),
    ...forOperators('404 not_found'),
  },
  'PUT /api/admin/settings': {
    ask: sends('PUT', () => '/api/admin/settings', { OPENAI_MODEL: null }),
    ...forOperators('200'),
  },
  'DELETE /api/admin/settings': { ask: sends('DELETE', () => '/api/admin/settings'), ...forOperators('204') },
  ...operatorRows,
  'POST /api/api-keys': { ask: sends('POST', () => '/api/api-keys', { name: 'Mine' }), ...bySession('201') },
  // Somebody else's.
  'DELETE /api/api-keys/{id}': {
    ask: sends('DELETE', ({ key }) => `/api/api-keys/${key}`),
    ...ofOneself('404 not_found'),
    owner: '204',
  },
  'PUT /api/me/voice': { ask: sends('PUT', () => '/api/me/voice', { posts: [] }), ...ofOneself('200') },
  'POST /api/me/voice/posts': { ask: sends('POST', () => '/api/me/voice/posts', 'I write so.'), ...ofOneself('201') },
  'POST /api/content-types': { ask: makesType, ...ofOneself('201') },
  'POST /api/projects': { ask: sends('POST', () => '/api/projects', { title: 'Mine' }), ...ofOneself('201') },
  // To make its film takes seconds, so the process of this test has no ffmpeg for it.
  'POST /api/projects/sample': {
    ask: sends('POST', () => '/api/projects/sample'),
    ...ofOneself('503 sample_unavailable'),
  },
  'POST /api/notices/seen': { ask: sends('POST', () => '/api/notices/seen'), ...ofOneself('204') },
  // What a browser sends that cannot send PATCH. No such place in any upload.
  'ANY /api/uploads': {
    ask: (actor) =>
      sendsPlainly(actor, ['POST', actor.upload], {
        'tus-resumable': '1.0.0',
        'upload-offset': '900',
        'content-type': 'application/offset+octet-stream',
        'x-http-method-override': 'PATCH',
      }),
    viewer: '403 forbidden',
    stranger: '404 not_found',
    signedOut: '401 unauthorized',
    editor: '409 offset_conflict',
  },
};
