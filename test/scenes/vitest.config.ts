import { defineConfig, mergeConfig } from 'vitest/config';
import everyTest from '../../vitest.config.js';

const { include: _, exclude: __, ...test } = everyTest.test ?? {};

export default mergeConfig(defineConfig({ test }), { test: { include: ['test/scenes/*.scene.ts'] } });
