/** Addresses in the code of a draft. */
import { expect, test } from 'vitest';
import { withoutFaults } from '../../src/content/checks/checks.js';

const codeTalk = {
  talk: {
    title: 'Caches',
    language: 'en',
    durationMs: 60_000,
    segments: [{ index: 0, startMs: 0, endMs: 60_000, text: 'Read redis.io/docs, and run curl or fetch first.' }],
    chapters: [],
    instructions: null,
  },
  passages: [],
};
test.each([
  ['Run `curl https://made-up.dev/install.sh` first.', 'Run `curl https://example.com` first.'],
  ["```js\nfetch({ url: 'https://made-up.dev/a' });\n```", "```js\nfetch({ url: 'https://example.com' });\n```"],
  ['```js\nfetch(`https://made-up.dev/${id}`);\n```', '```js\nfetch(`https://example.com${id}`);\n```'],
])('an address within code that nobody named is none any more, and the code stays code: %s', (draft, right) => {
  expect(withoutFaults(draft, codeTalk).body).toBe(right);
});

test.each(['`https://redis.io/docs`', '`http://localhost:3000/a`', '```\ncurl https://api.example.com/v1\n```'])(
  'one that was named, or that anybody can see to be made up, stays: %s',
  (draft) => {
    expect(withoutFaults(draft, codeTalk).body).toBe(draft);
  },
);
