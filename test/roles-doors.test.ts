/**
 * Who may read what by the other doors of the same addresses: HEAD, streams, what htmx is given, pages with their first answers, the board
 * of the queues. The table stands in test/support: read-rows and other-doors.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOfBoard, matrixParts } from './support/matrix-parts.js';
import { Matrix } from './support/matrix.js';
import { onBoard } from './support/other-doors.js';

let matrix: Matrix;

beforeAll(async () => {
  matrix = await Matrix.start('other doors to the same');
});
afterAll(() => matrix.end());

test.each(Object.entries(matrixParts['other doors to the same'].rows))('%s', (door, row) => matrix.look(door, row));

test('each address of the board of the queues is for administrators', async () => {
  const there = (await matrix.routes()).filter(isOfBoard);
  expect(there.length).toBeGreaterThan(20);
  for (const route of there) {
    const [method = '', path = ''] = route.split(' ');
    await matrix.look(`GET the board's ${route}`, onBoard(method === 'ANY' ? 'GET' : method, path));
  }
});

test('of all these refusals nothing has changed', () => matrix.expectUntouched());
