/**
 * Who may read what by the other doors of the same addresses: HEAD, streams, what htmx is given, pages with their first answers, the board
 * of the queues. The table stands in test/support: read-rows and other-doors.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOfBoard, Matrix } from './support/matrix.js';
import { onBoard, otherDoors } from './support/other-doors.js';
import { headRows } from './support/read-rows.js';

let matrix: Matrix;

beforeAll(async () => {
  matrix = await Matrix.start();
});
afterAll(() => matrix.end());

test.each(Object.entries({ ...headRows, ...otherDoors }))('%s', (door, row) => matrix.look(door, row));

test('each address of the board of the queues is for administrators', async () => {
  const there = (await matrix.routes()).filter(isOfBoard);
  expect(there.length).toBeGreaterThan(20);
  for (const route of there) {
    const [method = '', path = ''] = route.split(' ');
    await matrix.look(`GET the board's ${route}`, onBoard(method === 'ANY' ? 'GET' : method, path));
  }
});

test('of all these refusals nothing has changed', () => matrix.expectUntouched());
