/** Who may read what: each address that a GET has, asked by one of each kind of caller. The table stands in test/support/read-rows. */
import { afterAll, beforeAll, test } from 'vitest';
import { Matrix } from './support/matrix.js';
import { getRows } from './support/read-rows.js';

let matrix: Matrix;

beforeAll(async () => {
  matrix = await Matrix.start();
});
afterAll(() => matrix.end());

test.each(Object.entries(getRows))('%s', (door, row) => matrix.look(door, row));

test('of all these refusals nothing has changed', () => matrix.expectUntouched());
