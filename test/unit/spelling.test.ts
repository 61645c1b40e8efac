/** Names in small letters, as captions have them, as they are spelt on slides. */
import { expect, test } from 'vitest';
import { spellingOn, spelt } from '../../src/content/spelling.js';

const slide = (text: string) => ({ kind: 'slide' as const, text });
const spelling = spellingOn([
  slide('Why PostgreSQL and not Redis\nmoving away from Node.js at last\nOAuth2 for each of the users'),
  slide('Taking A Job\nDeploy it with Kubernetes every day\nThen we Deploy, or deploy again'),
  slide('It works: Then we go on, and nothing is lost. Next comes more'),
  { kind: 'code', text: 'const takeJob = SELECT skipLocked' },
]);

test('names are spelt so, within a line or by their own form', () => {
  expect(spelt('we left redis for postgresql on kubernetes, with node.js and oauth2', spelling)).toBe(
    'we left Redis for PostgreSQL on Kubernetes, with Node.js and OAuth2',
  );
});

test('what only begins a line or a title, stands in code, or is spelt in two ways, stays as it is', () => {
  const said = 'then we deploy a job, taking takejob and skiplocked, and next select it';
  expect(spelt(said, spelling)).toBe(said);
});

test('what has capitals already was spelt by somebody', () => {
  expect(spelt('REDIS and Postgresql', spelling)).toBe('REDIS and Postgresql');
});
