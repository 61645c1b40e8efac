/** The tests of `npm run mutate`, as StrykerJS runs them. */
import { defineConfig } from 'vitest/config';
import everyTest from '../../vitest.config.js';
import { tests } from './targets.mjs';

export default defineConfig({ ...everyTest, test: { ...everyTest.test, include: tests } });
