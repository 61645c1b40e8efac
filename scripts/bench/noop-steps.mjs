/** Loaded before a worker: its chapters need nothing, read nothing and take STEP_MS or no time, so that only what is around a step is measured. */
import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';

const stepMs = Number(process.env.STEP_MS ?? 0);
const { pipeline } = await import('../../dist/server/steps/pipeline.js');

Object.assign(pipeline.chapters, {
  needs: [],
  reads: [],
  summary: () => 'Nothing',
  store: () => Promise.resolve(),
  load: () => Promise.resolve({ run }),
});

async function run() {
  if (stepMs > 0) await wait(stepMs);
  return { kind: 'done', result: null };
}
