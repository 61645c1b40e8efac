import { expect, test } from 'vitest';
import { clip, clipStart } from '../../src/contract/clip.js';

test('what is short enough stays as it is', () => {
  expect(clip('abc', 3)).toBe('abc');
  expect(clip('', 0)).toBe('');
});

test.each([
  ['letters beyond the first plane', '𝔡𝔢𝔳𝔯𝔢𝔢𝔩', 5, '𝔡𝔢'],
  ['an emoji of several', 'ab👩‍👩‍👧‍👦cd', 6, 'ab'],
  ['a letter and its marks', 'e\u0301e\u0301e\u0301', 3, 'e\u0301'],
  ['syllables of Hindi', 'नमस्ते', 3, 'नम'],
  ['Thai vowels', 'เก้าอี้', 3, 'เก้'],
])('%s are not torn apart', (_, text, most, expected) => {
  expect(clip(text, most)).toBe(expected);
});

test('a long text of rare letters is cut to the length, to the letter', () => {
  expect(clip('𠀀'.repeat(500), 301)).toBe('𠀀'.repeat(150));
  expect(clip(`word ${'𠀀'.repeat(500)}`, 101)).toBe(`word ${'𠀀'.repeat(48)}`);
});

test.each([
  ['letters beyond the first plane', '𝔡𝔢𝔳𝔯𝔢𝔢𝔩', 5, '𝔢𝔩'],
  ['an emoji of several', 'ab👩‍👩‍👧‍👦cd', 6, 'cd'],
  ['a letter and its marks', 'e\u0301e\u0301e\u0301', 3, 'e\u0301'],
  ['what is short', 'abc', 3, 'abc'],
  ['nothing', 'abc', 0, ''],
])('nor are they at the start of an end: %s', (_, text, most, expected) => {
  expect(clipStart(text, most)).toBe(expected);
});
