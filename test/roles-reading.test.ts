/** Who may read what: each address that a GET has, asked by one of each kind of caller. The table stands in test/support/read-rows. */
import { afterAll, beforeAll, test } from 'vitest';
import { matrixParts } from './support/matrix-parts.js';
import { Matrix } from './support/matrix.js';

let matrix: Matrix;

beforeAll(async () => {
  matrix = await Matrix.start('what is read');
});
afterAll(() => matrix.end());

test.each(Object.entries(matrixParts['what is read'].rows))('%s', (door, row) => matrix.look(door, row));

test('of all these refusals nothing has changed', () => matrix.expectUntouched());
