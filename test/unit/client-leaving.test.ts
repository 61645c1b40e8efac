/** Drafts opened on other platforms, with their text in place. */
import { expect, test } from 'vitest';
import { intentFor } from '../../client/src/features/leaving/intents.js';

test('a thread opens X with its first post, and says how many are left', () => {
  const intent = intentFor({ type: 'twitter', format: 'thread' }, 'One & only?\n\n---\n\nTwo\n\n---\n\nThree\n');
  expect(intent).toMatchObject({ name: 'X', text: 'One & only?', left: 2 });
  expect(new URL(intent?.href ?? '').searchParams.get('text')).toBe('One & only?');
});

test('a LinkedIn post opens with all of its text; one too long for an address opens an empty field', () => {
  const linkedin = { type: 'linkedin', format: 'text' } as const;
  const short = intentFor(linkedin, 'Why?\n\nBecause 100 %.\n');
  expect(new URL(short?.href ?? '').searchParams.get('text')).toBe('Why?\n\nBecause 100 %.');
  const long = intentFor(linkedin, '\u{1f600}'.repeat(1_400));
  expect(new URL(long?.href ?? '').searchParams.has('text')).toBe(false);
  expect(long?.text).toHaveLength(2_800);
});

test('half a character is no reason to fail, and a blog post has no such place', () => {
  expect(intentFor({ type: 'linkedin', format: 'text' }, 'a\ud83d')?.href).toContain('text=a%EF%BF%BD');
  expect(intentFor({ type: 'blog', format: 'markdown' }, 'Text')).toBeNull();
  expect(intentFor({ type: 'linkedin', format: 'text' }, ' ')).toBeNull();
});
