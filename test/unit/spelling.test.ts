/** Names in small letters, as captions have them, as they are spelt on slides. */
import { expect, test } from 'vitest';
import { spellingOn, spelt } from '../../src/content/spelling.js';

const slide = (text: string) => ({ kind: 'slide' as const, text });
const SMALL = [{ text: 'we left it all in small letters as machines do' }];
const PICTURES = [
  slide('Why PostgreSQL and not Redis\nmoving away from Node.js at last\nOAuth2 for each of the users'),
  slide('Taking A Job\nDeploy it with Kubernetes every day\nThen we Deploy, or deploy again'),
  slide('It works: Then we go on, and nothing is lost. Next comes more'),
  slide('what we run instead of Redis these days\nour old and dusty Kubernetes is back with Redis'),
  slide('we deploy to Kubernetes by hand and it works\nReal-Time Systems'),
  { kind: 'code' as const, text: 'const takeJob = SELECT skipLocked' },
];
const spelling = spellingOn(PICTURES, SMALL);

test('names are spelt so, within a line or by their own form', () => {
  expect(spelt('we left redis for postgresql on kubernetes, with node.js and oauth2', spelling)).toBe(
    'we left Redis for PostgreSQL on Kubernetes, with Node.js and OAuth2',
  );
});

test('what only begins a line or a title, stands in code, or is spelt in two ways, stays as it is', () => {
  const said = 'then we deploy a job, taking takejob and skiplocked, and next select it';
  expect(spelt(said, spelling)).toBe(said);
});

test('a talk that somebody has spelt already is left alone, and so are two words that a title joins', () => {
  expect(spellingOn(PICTURES, [{ text: 'We left Redis, and Then some.' }]).size).toBe(0);
  expect(spelt('real-time', spelling)).toBe('real-time');
});

test('what has capitals already was spelt by somebody', () => {
  expect(spelt('REDIS and Postgresql', spelling)).toBe('REDIS and Postgresql');
});
