import { expect, test } from 'vitest';
import { missingTargets } from '../mutation/targets.mjs';

test('all files of code and of tests that `npm run mutate` names are there', () => {
  expect(missingTargets()).toEqual([]);
});
