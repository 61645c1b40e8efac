/** The table of who may what is asked in three parts, which together are the whole of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { messages } from '../../src/realtime/messages.js';
import { allRows, matrixParts, partNames, sizeOf, wholeSize } from '../support/matrix-parts.js';
import { kinds } from '../support/who-may.js';

const isTable = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((row: unknown) => typeof row === 'object' && row !== null && 'ask' in row);

/** The doors of every table that stands in test/support. */
async function doorsThere(): Promise<string[]> {
  const files = readdirSync('test/support').filter((file) => /-rows\.ts$|^other-doors\.ts$/.test(file));
  const modules = await Promise.all(files.map((file) => import(resolve('test/support', file)) as Promise<object>));
  const tables = modules.flatMap((module) => Object.values(module).filter(isTable));
  expect(tables.length).toBeGreaterThan(5);
  return [...new Set(tables.flatMap((table) => Object.keys(table)))];
}

test('each row stands in one part, and none in two', async () => {
  const inParts = partNames.flatMap((name) => Object.keys(matrixParts[name].rows));
  expect(inParts.toSorted()).toEqual((await doorsThere()).toSorted());
  expect(Object.keys(allRows)).toHaveLength(inParts.length);
});

test('the sizes of the parts make the size of the whole', () => {
  const board = ['GET /admin/queues', 'PUT /admin/queues/api/queues/{name}'];
  const routes = [...board, 'GET /api/me'];
  const doors = Object.keys(allRows).length + Object.keys(messages).length + board.length;
  expect(wholeSize(routes)).toBe(doors * kinds.length);
  const sizes = partNames.map((name) => sizeOf(matrixParts[name], routes));
  expect(sizes.reduce((sum, size) => sum + size)).toBe(wholeSize(routes));
});

test('each part is asked in one test file', () => {
  const files = readdirSync('test').filter((file) => /^roles.*\.test\.ts$/.test(file));
  const asked = files.flatMap((file) => [
    ...readFileSync(`test/${file}`, 'utf8').matchAll(/Matrix\.start\('([^']+)'\)/g),
  ]);
  expect(asked.map(([, name]) => name).toSorted()).toEqual(partNames.toSorted());
});
