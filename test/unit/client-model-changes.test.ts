/** What the form of models sends of what was typed. */
import { expect, test } from 'vitest';
import { changesIn } from '../../client/src/features/account/model-changes.js';

const ofPage = { ending: null, setBy: 'page', isFixed: false } as const;
const items = [
  { name: 'OPENAI_API_KEY', value: null, ...ofPage },
  { name: 'OPENAI_MODEL', value: 'scribe', ...ofPage },
] as const;

test('a key is taken away only when that was asked for: a field that was opened and left empty changes nothing', () => {
  expect(changesIn({ items: [...items] }, { OPENAI_API_KEY: '' })).toEqual({});
  expect(changesIn({ items: [...items] }, { OPENAI_API_KEY: ' ' })).toEqual({});
  expect(changesIn({ items: [...items] }, { OPENAI_API_KEY: null })).toEqual({ OPENAI_API_KEY: null });
  expect(changesIn({ items: [...items] }, { OPENAI_API_KEY: 'sk-2' })).toEqual({ OPENAI_API_KEY: 'sk-2' });
});

test('an emptied name is taken away, and what is as before is not sent', () => {
  expect(changesIn({ items: [...items] }, { OPENAI_MODEL: null })).toEqual({ OPENAI_MODEL: null });
  expect(changesIn({ items: [...items] }, { OPENAI_MODEL: 'scribe' })).toEqual({});
});
