/** The table of steps: what follows from it, and what is refused before anything starts. */
import { expect, test } from 'vitest';
import { setRegistry, stepOf, steps as known } from '../../client/src/registry.js';
import type { Registry } from '../../src/contract/registry.js';
import { labelOf, taskWords } from '../../src/contract/task-words.js';
import type { Pipeline } from '../../src/steps/check-pipeline.js';
import { checkPipeline } from '../../src/steps/check-pipeline.js';
import { defineStep } from '../../src/steps/define-step.js';
import { redoneWith, startedByUpload, stepOf as stepBehind } from '../../src/steps/lookup.js';
import { pipeline } from '../../src/steps/pipeline.js';
import { registryOf } from '../../src/steps/registry.js';
import { done } from '../../src/steps/step.js';

const count = defineStep({
  lane: 'ai',
  needs: ['transcribe'],
  reads: ['transcript'],
  run: (_task, { given }) => Promise.resolve(done(given.transcript?.segments.length ?? 0)),
  startedByUpload: true,
  version: 1,
  words: { label: 'Count', need: 'the count', doing: 'Counting' },
  onPage: 'always',
  page: null,
  inSnapshot: false,
  notice: null,
  takes: 'alike',
  cost: null,
  summary: (lines) => `${lines} lines`,
  store: () => Promise.resolve(),
  whenOutdated: 'mark',
});

const refusalOf = (table: Pipeline): string => {
  try {
    checkPipeline(table);
    return '';
  } catch (error) {
    return String(error);
  }
};

test('a step more is a line more of the page, in the order of the table', () => {
  const registry = registryOf({ ...pipeline, count });
  expect(registry.steps.map(({ name }) => name)).toEqual([...Object.keys(pipeline), 'count']);
  setRegistry(JSON.parse(JSON.stringify(registry)) as Registry);
  expect(known().map(({ name }) => name)).toEqual([...Object.keys(pipeline), 'count']);
  expect(stepOf('count')).toMatchObject({ page: null, onPage: 'always', words: count.words });
  expect(stepOf('draft:blog')?.name).toBe('draft');
});

test('its own words and those of what waits for it are said; a step of a newer server goes by its key', () => {
  const names = { steps: registryOf({ ...pipeline, count }).steps, types: [{ id: 'blog', label: 'Blog post' }] };
  expect(labelOf('count', names)).toBe('Count');
  expect(labelOf('draft:blog', names)).toBe('Blog post');
  expect(labelOf('draft:$&', names)).toBe('$&');
  expect(labelOf('unheard', names)).toBe('unheard');
  const task = { status: 'queued', failures: 0, waitingFor: ['count', 'draft:blog'], position: null } as never;
  expect(taskWords(task, names, 0).message).toBe('Waiting for the count and the blog post');
});

test('its work is found, whether it stands beside what is said of it or in a file of its own', async () => {
  expect(await count.load()).toHaveProperty('run');
  for (const step of Object.values(pipeline)) expect(typeof (await step.load()).run).toBe('function');
});

test('what follows from the needs: new captions make anew what stands on the transcript, and no draft', () => {
  expect(redoneWith('transcribe')).toEqual(expect.arrayContaining(['chapters', 'index']));
  for (const other of ['probe', 'transcribe', 'screenshots', 'draft']) {
    expect(redoneWith('transcribe')).not.toContain(other);
  }
  expect(redoneWith('screenshots')).toEqual(['slides']);
  expect(startedByUpload).not.toContain('draft');
  expect(startedByUpload.indexOf('chapters')).toBeGreaterThan(startedByUpload.indexOf('transcribe'));
  expect(stepBehind('draft:blog')).toBe('draft');
  expect(() => stepBehind('unheard')).toThrow('unheard');
  expect(() => stepBehind('constructor')).toThrow('constructor');
});

test.each<[string, Pipeline, RegExp]>([
  [
    'an unknown need',
    { ...pipeline, count: { ...count, needs: ['transcript'] } },
    /count needs “transcript”.*transcribe/,
  ],
  [
    'a need of which there are several',
    { ...pipeline, count: { ...count, needs: ['draft'] } },
    /count needs draft.*leave/,
  ],
  ['needs in a circle', { a: { ...count, needs: ['b'] }, b: { ...count, needs: ['a'] } }, /a waits for itself/],
  ['a name that no key can have', { ...pipeline, 'a:b': count }, /“a:b”.*letters/],
  [
    'an upload that would start one of several',
    { ...pipeline, count: { ...count, per: 'document' } },
    /count is started/,
  ],
  ['no words', { ...pipeline, count: { ...count, words: { label: 'Count', need: '', doing: ' ' } } }, /need, doing/],
])('%s is refused, with the remedy', (_, table, remedy) => {
  expect(refusalOf(pipeline)).toBe('');
  expect(refusalOf(table)).toMatch(remedy);
});
