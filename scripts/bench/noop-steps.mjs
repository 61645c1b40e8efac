/** Loaded before a worker: its chapters need nothing, read nothing and do nothing, so that only what is around a step is measured. */
import 'reflect-metadata';

const { pipeline } = await import('../../dist/server/steps/pipeline.js');

Object.assign(pipeline.chapters, {
  needs: [],
  reads: [],
  summary: () => 'Nothing',
  store: () => Promise.resolve(),
  load: () => Promise.resolve({ run: () => Promise.resolve({ kind: 'done', result: null }) }),
});
