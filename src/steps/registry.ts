/** What the page is told of the steps. */
import type { Registry } from '../contract/registry.js';
import type { Pipeline } from './check-pipeline.js';

export const registryOf = (pipeline: Pipeline): Registry => ({
  steps: Object.entries(pipeline).map(([name, { words, onPage, page, inSnapshot, per }]) => ({
    name,
    words,
    onPage,
    // Steps with several tasks, such as drafts, stand elsewhere on the page, with their links.
    page: typeof page === 'function' ? null : (page?.path ?? null),
    inSnapshot,
    passes: per === 'frame',
  })),
});
