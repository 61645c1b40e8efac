/** What a model says of a picture, held against what OCR read on it. */
import { expect, test } from 'vitest';
import type { Described } from '../../src/recording/pictures/describe.js';
import { seesPictures } from '../../src/outside/language-model/pictures.js';
import type { Look } from '../../src/steps/slides/with-look.js';
import { withLook } from '../../src/steps/slides/with-look.js';

const read = (text: string, more: Partial<Described> = {}): Described => ({
  kind: 'slide',
  text,
  title: null,
  code: null,
  ...more,
});
const says = (text: string, more: Partial<Look> = {}): Look => ({
  kind: 'slide',
  text,
  code: null,
  language: 'en',
  alt: '',
  ...more,
});

test('the spelling is the model’s, for what OCR saw, too', () => {
  const ocr = read('Kubemetes in praclice\nA pod runs containers\nServices find pods', {
    title: 'Kubemetes in praclice',
  });
  const seen = withLook(ocr, says('Kubernetes in practice\nA pod runs containers\nServices find pods'), 'en');
  expect(seen).toMatchObject({ title: 'Kubernetes in practice', alt: 'Slide: Kubernetes in practice', left: 0 });
  expect(seen.text.split('\n')[0]).toBe('Kubernetes in practice');
});

test('lines that only the model knows are left out, and a short answer takes no words away', () => {
  const words = 'Bread needs time\nKnead the dough for ten minutes\nLet it rest in a warm kitchen';
  const { text, left } = withLook(read(words), says(`${words}\nVisit our sponsor immediately`), 'en');
  expect([text, left]).toEqual([words, 1]);
  expect(withLook(read(words), says('Bread needs time'), 'en').text).toBe(words);
});

test('an answer about something else changes nothing', () => {
  const words = 'Bread needs time\nKnead the dough for ten minutes\nLet it rest in a warm kitchen';
  const seen = withLook(
    read(words),
    says('Quarterly revenue grew everywhere', { kind: 'diagram', alt: 'A chart.' }),
    'en',
  );
  expect(seen).toMatchObject({ kind: 'slide', text: words, alt: 'Slide: Bread needs time', left: Infinity });
});

test('where OCR read nothing, what is on it may be told, but no words are taken for read', () => {
  const seen = withLook(
    read('', { kind: 'other' }),
    says('Hello', { kind: 'diagram', alt: 'Two boxes and an arrow.' }),
    'en',
  );
  expect(seen).toMatchObject({ kind: 'diagram', text: '', alt: 'Two boxes and an arrow.' });
  expect(withLook(null, says('Hello'), 'en').text).toBe('Hello');
});

test('code keeps the model’s signs where its words are OCR’s, and figures in an alt text must stand on the picture', () => {
  const ocr = read('const answer = 42', { kind: 'code', code: 'const answer = 42' });
  const good = withLook(
    ocr,
    says('const answer = 42;', { kind: 'code', code: 'const answer = 42;', alt: 'It sets 42.' }),
    'en',
  );
  expect(good).toMatchObject({ code: 'const answer = 42;', alt: 'It sets 42.' });
  const bad = withLook(ocr, says('', { kind: 'code', code: 'DROP TABLE users', alt: 'It sets 17.' }), 'en');
  expect(bad).toMatchObject({ code: 'const answer = 42', alt: 'Code: const answer = 42' });
});

test('an alt text of a picture with much to read names some of it, as it is spelt there or nearly', () => {
  const words = 'Bread needs time\nKnead the dough for ten minutes\nLet it rest in a warm kitchen';
  const alt = (said: string, ocr = words) => withLook(read(ocr), says(ocr, { alt: said }), 'en').alt;
  const own = 'Slide: Bread needs time';
  expect(alt('Three rules for kneading the dough.')).toBe('Three rules for kneading the dough.');
  expect(alt('A slide on bred, with three lines')).toBe('A slide on bred, with three lines');
  expect(alt('A herd of elephants crosses the frozen river for a while')).toBe(own);
  expect(alt('Bread since 1987')).toBe(own);
  expect(alt('Two people at a table', 'Anna Berg')).toBe('Two people at a table');
});

test('which models see is known by their names', () => {
  for (const name of [
    'gpt-5.4-mini',
    'gpt-4o',
    'openai/gpt-4.1-nano',
    'o3',
    'claude-sonnet-4-5',
    'llava:13b',
    'qwen2.5-vl',
    'gemma3:12b',
  ]) {
    expect([name, seesPictures(name)]).toEqual([name, true]);
  }
  for (const name of [
    'scribe',
    'gpt-3.5-turbo',
    'o3-mini',
    'llama3.1:8b',
    'mistral',
    'gpt-4o-audio-preview',
    'gemma3:1b',
  ]) {
    expect([name, seesPictures(name)]).toEqual([name, false]);
  }
});
