/** Loaded before a worker: its chapters need and read nothing, and take as long as STEP_MS says. */
import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';

const { pipeline } = await import('../../dist/server/steps/pipeline.js');

Object.assign(pipeline.chapters, {
  needs: [],
  reads: [],
  summary: () => 'Nothing',
  store: () => Promise.resolve(),
  load: () =>
    Promise.resolve({ run: () => wait(Number(process.env.STEP_MS)).then(() => ({ kind: 'done', result: null })) }),
});
